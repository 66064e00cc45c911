import type { Czech } from '../../i18n/translation.ts';
import type { failures as english } from '../en/failures.ts';

const keptCalls = 'Uložené hovory zůstávají k dispozici.';

export const failures = {
  codes: {
    'sign-in-denied': {
      title: 'Přihlášení bylo zamítnuto',
      works: 'Nic se nezměnilo.',
      next: 'Přihlaste se znovu a přístup povolte.',
    },
    'sign-in-expired': {
      title: 'Přihlášení trvalo příliš dlouho',
      works: 'Nic se nezměnilo.',
      next: 'Začněte s přihlášením znovu.',
    },
    'sign-in-rejected': {
      title: 'Tyto údaje nebyly přijaty',
      works: 'Nic se neuložilo.',
      next: 'Zkontrolujte obě pole a zkuste to znovu.',
    },
    'browser-not-allowed': {
      title: 'Připojovací řetězec nedovoluje přihlášení v prohlížeči',
      works: 'Nic se nezměnilo.',
      next: 'Vyžádejte si řetězec s InitiateOAuth=GETANDREFRESH, nebo se přihlaste jinak.',
    },
    'not-signed-in': {
      title: 'Je potřeba se znovu přihlásit',
      works: keptCalls,
      next: 'Přihlaste se k tomuto účtu znovu.',
    },
    'secrets-unavailable': {
      title: 'Systémová klíčenka neodpovídá',
      works: keptCalls,
      next: 'Odemkněte klíčenku a zkuste to znovu.',
    },
    offline: {
      title: 'Nejste připojeni',
      works: keptCalls,
      next: 'Nové hovory přibudou, jakmile budete zase online.',
    },
    'provider-unavailable': {
      title: 'Ústředna neodpovídá',
      works: keptCalls,
      next: 'Zkoušíme to dál, nemusíte nic dělat.',
    },
    'rate-limited': {
      title: 'Limit dotazů je vyčerpán',
      works: keptCalls,
      next: 'Stahování bude samo pokračovat, až to limit dovolí.',
    },
    'provider-refused': {
      title: 'Ústředna tohle nepovoluje',
      works: 'Všechno ostatní funguje dál.',
      next: 'Zeptejte se správce na licenci nebo práva tohoto přístupu.',
    },
    'provider-contract-broken': {
      title: 'Ústředna poslala něco, čemu nerozumíme',
      works: 'Co už je načtené, zůstává k dispozici.',
      next: 'Zkuste to znovu. Pokud to trvá, nahlaste to s údajem níže.',
    },
    'cache-unavailable': {
      title: 'Uložené hovory nejde otevřít',
      works: 'Ústředna funguje dál.',
      next: 'Uvolněte místo na disku a zkuste to znovu.',
    },
    'disk-full': {
      title: 'Na disku není místo',
      works: 'Nic nedopsaného na něm nezůstalo.',
      next: 'Uvolněte místo nebo vyberte jiný disk a zkuste to znovu.',
    },
    'file-refused': {
      title: 'Soubor tam nejde zapsat',
      works: 'Nic nedopsaného tam nezůstalo.',
      next: 'Vyberte jinou složku, nebo zavřete program, který má soubor otevřený, a zkuste to znovu.',
    },
    'not-found': {
      title: 'Tohle už tu není',
      works: 'Zbytku seznamu se to netýká.',
      next: 'Vraťte se a vyberte jiný záznam.',
    },
    'invalid-request': {
      title: 'Switchdeck požádal o něco, co nejde',
      works: 'Nic se nezměnilo.',
      next: 'Zkuste to znovu. Pokud to trvá, nahlaste to.',
    },
    'forbidden-sender': {
      title: 'Tohle okno to dělat nesmí',
      works: 'Nic se nezměnilo.',
      next: 'Ukončete Switchdeck a spusťte ho znovu.',
    },
    unexpected: {
      title: 'Uvnitř Switchdecku se něco pokazilo',
      works: keptCalls,
      next: 'Zkuste to znovu. Pokud to trvá, nahlaste to s číslem níže.',
    },
  },
  retryAt: 'Další pokus {{when}}',
  incident: 'Číslo hlášení {{id}}',
  where: 'Údaj: {{where}}',
  tryAgain: 'Zkusit znovu',
  signIn: 'Znovu přihlásit',
} as const satisfies Czech<typeof english>;
