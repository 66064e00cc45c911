import type { Czech } from '../../i18n/translation.ts';
import type { acting as english } from '../en/acting.ts';

export const acting = {
  bar: {
    text: 'Jednáte jako {{who}} přes {{account}}.',
    show: 'Zobrazit jejich hovory',
    stop: 'Přestat jednat',
  },
  stopped: 'Zase jednáte sami za sebe',
  start: 'Jednat za kolegu',
  dialog: {
    title: 'Jednat za kolegu přes {{account}}',
    lead: 'Hovory a ústřednu uvidíte očima tohoto člověka, v samostatném účtu, dokud neskončíte nebo aplikaci neukončíte. Níže o tom vznikne zápis.',
    who: 'Kolega',
    whoWhy: 'Vyberte jméno, nebo napište e-mail, kterým se přihlašuje.',
    missing: 'Napište e-mail kolegy.',
    submit: 'Jednat za něj',
    refused: 'Tento přístup nesmí jednat za nikoho jiného. Povolit to může správce VoIPEX.',
    unknown: 'VoIPEX nezná uživatele s tímto e-mailem.',
  },
  status: 'Jednáte za kolegu, dokud neskončíte',
  history: {
    title: 'Zápisy o jednání za kolegy',
    lead: 'Pokaždé, když někdo na tomto počítači jednal za jiného uživatele.',
    'impersonation-started': '{{by}}: začátek jednání za {{as}}',
    'impersonation-ended': '{{by}}: konec jednání za {{as}}',
    'impersonation-refused': '{{by}}: jednání za {{as}} nebylo dovoleno',
    more_one: 'Zobrazit {{count, number}} starší zápis',
    more_few: 'Zobrazit {{count, number}} starší zápisy',
    more_many: 'Zobrazit {{count, number}} staršího zápisu',
    more_other: 'Zobrazit {{count, number}} starších zápisů',
  },
  signInBar: {
    text: 'K účtu {{account}} se musíte znovu přihlásit.',
    readable: 'Co je uložené, zůstává čitelné.',
    more_one: 'Týká se to ještě {{count, number}} účtu.',
    more_few: 'Týká se to ještě {{count, number}} účtů.',
    more_many: 'Týká se to ještě {{count, number}} účtu.',
    more_other: 'Týká se to ještě {{count, number}} účtů.',
    button: 'Přihlásit se',
    later: 'Později',
  },
  me: {
    calls: 'Moje hovory',
    callsOf: 'Moje hovory: {{who}}',
    presence: 'Vy: {{state}}',
    go: 'Váš stav: {{state}}. Otevřít ústřednu.',
    identity: 'Jste {{who}}',
    identityOf: 'Jste {{who}}, {{company}}',
    identityWhy:
      'Toto přihlášení říká, kdo jste; podle něj se řídí „Moje hovory“ a váš stav. Hovory přicházejí přes firemní přístup.',
  },
  events: {
    title: 'Živé události',
    on: 'přicházejí přes relay',
    repaired: 'znovu přicházejí: Aircall je předtím vypnul',
    refused: 'tento přístup je nemá povolené; hovory se místo toho stahují',
    failed: 'nepodařilo se ověřit; hovory se místo toho stahují',
  },
} as const satisfies Czech<typeof english>;
