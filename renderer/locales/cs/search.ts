import type { Czech } from '../../i18n/translation.ts';
import type { search as english } from '../en/search.ts';

export const search = {
  list: 'Čím může hledání pokračovat',
  fields: {
    from: { word: 'od', says: 'kdo volal nebo komu se volalo' },
    agent: { word: 'kdo', says: 'kolega, který hovor vedl' },
    line: { word: 'linka', says: 'naše číslo nebo linka' },
    tag: { word: 'štítek', says: 'štítek hovoru' },
    team: { word: 'fronta', says: 'fronta nebo tým' },
    note: { word: 'poznámka', says: 'slova z\u00a0poznámky' },
  },
  words: {
    missed: { word: 'zmeškané', says: 'nikdo je nevzal' },
    answered: { word: 'přijaté', says: 'někdo je vzal' },
    voicemail: { word: 'vzkaz', says: 'skončily v\u00a0hlasové schránce' },
    incoming: { word: 'příchozí', says: 'volali nám' },
    outgoing: { word: 'odchozí', says: 'volali jsme my' },
    internal: { word: 'interní', says: 'mezi kolegy' },
    today: { word: 'dnes', says: 'od půlnoci' },
    yesterday: { word: 'včera', says: 'předchozí den' },
    week: { word: 'týden', says: 'posledních 7 dní' },
  },
  longer: 'hovor delší než {{duration}}',
  shorter: 'hovor kratší než {{duration}}',
  calls_one: '{{count, number}} hovor',
  calls_few: '{{count, number}} hovory',
  calls_many: '{{count, number}} hovoru',
  calls_other: '{{count, number}} hovorů',
  offers_one: '{{count, number}} návrh, dostanete se k\u00a0němu šipkou dolů',
  offers_few: '{{count, number}} návrhy, dostanete se k\u00a0nim šipkou dolů',
  offers_many: '{{count, number}} návrhu, dostanete se k\u00a0nim šipkou dolů',
  offers_other: '{{count, number}} návrhů, dostanete se k\u00a0nim šipkou dolů',
  narrowed: 'Zúženo: {{what}}',
} as const satisfies Czech<typeof english>;
