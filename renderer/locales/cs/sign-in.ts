import type { Czech } from '../../i18n/translation.ts';
import type { signIn as english } from '../en/sign-in.ts';

export const signIn = {
  systems: {
    aircall: 'V prohlížeči, jako operátor nebo API klíčem',
    voipex: 'E-mailem a heslem',
  },
  connection: {
    name: 'Mám připojovací řetězec',
    way: 'Připojovacím řetězcem',
    when: 'Řádek textu nebo soubor, který jste dostali od správce.',
  },
  waysTitle: 'Jak se chcete přihlásit k {{provider}}u?',
  ways: {
    'aircall-oauth': {
      name: 'V prohlížeči',
      when: 'Pro správce. Přinese hovory a ústřednu celé firmy.',
    },
    'aircall-sso': {
      name: 'Vlastním účtem operátora',
      when: 'Pro operátory. Řekne, kdo jste; hovory nečte.',
    },
    'aircall-api-key': {
      name: 'Pomocí API ID a tokenu',
      when: 'Pro klíč vytvořený v Aircall Dashboardu.',
    },
    'aircall-own-client': {
      name: 'Vlastním OAuth klientem',
      when: 'Pro firmy, které mají u Aircallu registrovanou svou aplikaci.',
    },
    'voipex-password': {
      name: 'E-mailem a heslem',
      when: 'Stejné údaje jako do ústředny.',
    },
  },
  anotherWay: 'Přihlásit se jinak',
  before: {
    open: 'Pokračovat v prohlížeči',
    'aircall-oauth':
      'V prohlížeči se otevře {{provider}}. Přihlaste se tam jako správce a přístup povolte, pak se vrátíte sem.',
    'aircall-sso': 'V prohlížeči se otevře {{provider}}. Přihlaste se tam svým účtem, pak se vrátíte sem.',
    'aircall-own-client':
      'V prohlížeči se otevře {{provider}} a zeptá se jménem vašeho klienta. Jeho ID i tajný klíč už v klíčence jsou.',
  },
  waiting: {
    beginning: 'Otevírám prohlížeč',
    beginningWhy: 'Nejdřív ověřujeme, že přístup bude kam uložit.',
    title: 'Pokračujte v prohlížeči',
    titleBack: 'Zpátky z prohlížeče',
    lead: {
      'aircall-oauth':
        'Přihlaste se tam k {{provider}}u jako správce a přístup povolte. Switchdeck pak bude pokračovat sám.',
      'aircall-sso': 'Přihlaste se tam k {{provider}}u svým účtem. Switchdeck pak bude pokračovat sám.',
      'aircall-own-client': 'Přihlaste se tam k {{provider}}u a povolte přístup svému klientovi.',
    },
    opened: 'Prohlížeč se znovu otevřel',
    notOpened:
      'Prohlížeč se nepodařilo otevřít. Zkopírujte adresu a otevřete ji v kterémkoli prohlížeči na tomto počítači.',
    openAgain: 'Otevřít prohlížeč znovu',
    copy: 'Zkopírovat adresu',
    copied: 'Adresa je zkopírovaná. Vložte ji do prohlížeče na tomto počítači.',
    left: 'Přihlášení vyprší za',
    leftScarce: 'Zbývá méně než minuta:',
    cancel: 'Zrušit',
    cancelled: 'Přihlášení je zrušeno. Nic se nezměnilo.',
  },
  stages: {
    waiting: 'Čekám na prohlížeč',
    redeeming: 'Vracím se do Switchdecku',
    proving: 'Zjišťuji, co přístup smí',
    done: 'Přihlášeno',
    past: '(hotovo)',
  },
  back: {
    title: 'V prohlížeči je hotovo, ale tady se nic neděje?',
    secondLink:
      'Stiskněte na jeho stránce znovu „Otevřít Switchdeck“. Když to nepomůže, stiskněte tam „Předat Switchdecku“.',
    code: 'Nebo ze stránky zkopírujte kód a vložte ho sem:',
    addressTitle: 'Prohlížeč skončil na stránce, která nevede zpět?',
    address:
      'Zkopírujte z jeho adresního řádku celou adresu a vložte ji sem, i když se stránka samotná nezobrazila.',
  },
  paste: {
    code: 'Kód ze stránky',
    address: 'Adresa z adresního řádku',
    submit: 'Pokračovat',
    why: {
      empty: 'Nejdřív sem něco vložte.',
      'no-attempt': 'Na tohle už žádné přihlášení nečeká. Začněte znovu.',
      unreadable: 'Tohle není kód ani adresa. Zkopírujte to ještě jednou a celé.',
      'other-attempt': 'Patří k jinému přihlášení. Použijte stránku, která se otevřela naposled.',
    },
  },
  ended: {
    title: 'Nejste přihlášeni',
    rejected: '{{provider}} přihlášení nepřijal',
    rejectedNext: 'Začněte znovu. Pokud to trvá, zeptejte se toho, kdo u vás {{provider}} spravuje.',
    rejectedClient: 'Zkontrolujte ID klienta, jeho tajný klíč a adresu pro návrat a začněte znovu.',
    said: '{{provider}} k tomu uvádí:',
    again: 'Začít znovu',
  },
  ownClient: {
    title: 'Přihlášení vlastním OAuth klientem',
    where: 'Všechny tři údaje najdete v registraci své aplikace u Aircallu. Tajný klíč se uloží do klíčenky.',
    clientId: 'ID klienta',
    clientSecret: 'Tajný klíč klienta',
    callbackUrl: 'Adresa pro návrat',
    callback: {
      none: 'Přesně tak, jak je zaregistrovaná.',
      served: 'Na téhle adrese po dobu přihlašování odpovídá sám Switchdeck.',
      pasted: 'Prohlížeč skončí na téhle adrese. Zkopírujete ji odtud a vložíte sem.',
      unusable: 'Začíná na https://, nebo na http://127.0.0.1 či http://localhost.',
    },
    missing: {
      clientId: 'Vyplňte ID klienta.',
      clientSecret: 'Vyplňte tajný klíč klienta.',
      callbackUrl: 'Vyplňte adresu pro návrat tak, jak je zaregistrovaná.',
    },
  },
  who: {
    title: 'Jste {{name}}',
    meaning: 'Switchdeck teď ví, které hovory a která přítomnost jsou vaše.',
    missing: 'Účet operátora hovory nečte. Přidejte k nim přístup své firmy, nebo o něj požádejte správce.',
    goOn: 'Pokračovat bez hovorů',
    add: 'Přidat přístup firmy',
  },
} as const satisfies Czech<typeof english>;
