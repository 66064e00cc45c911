import { accountIds } from './fake-accounts.ts';
import type { Agent, Line, Tag, Team } from '../../../domain/call.ts';
import type { AccountId } from '../../../domain/account.ts';

/** A number from 0 to 1 that depends on nothing but its arguments. */
export function chance(seed: number, salt: number): number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** One of the items, by a share from 0 to 1. */
export function pick<T>(items: readonly T[], share: number): T {
  const item = items[Math.min(items.length - 1, Math.floor(share * items.length))];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

const women = ['Jana', 'Eva', 'Anna', 'Kateřina', 'Šárka', 'Lenka', 'Žaneta', 'Tereza', 'Zuzana', 'Markéta'];
const men = ['Petr', 'Jan', 'Tomáš', 'Chrudoš', 'Ondřej', 'Řehoř', 'Martin', 'Jiří', 'Štěpán', 'Lukáš'];
const surnames = [
  ['Nováková', 'Novák'],
  ['Svobodová', 'Svoboda'],
  ['Dvořáková', 'Dvořák'],
  ['Černá', 'Černý'],
  ['Čapková', 'Čapek'],
  ['Horáková', 'Horák'],
  ['Chalupová', 'Chalupa'],
  ['Procházková', 'Procházka'],
  ['Říhová', 'Říha'],
  ['Šimková', 'Šimek'],
  ['Ječná', 'Ječný'],
  ['Žáková', 'Žák'],
] as const;

/** A Czech name in agreement, by number. */
export function personName(index: number): string {
  const isWoman = chance(index, 1) < 0.55;
  const [female, male] = pick(surnames, chance(index, 2));
  return `${pick(isWoman ? women : men, chance(index, 3))} ${isWoman ? female : male}`;
}

export const companies = [
  'Pekárna U Mlýna',
  'Autodíly Hradec s.r.o.',
  'Stavebniny Chrudim',
  'Hotel Pod Ještědem',
  'Truhlářství Říčany',
  'Květinářství Žofín',
] as const;

interface Side {
  readonly accountId: AccountId;
  readonly lines: readonly Line[];
  readonly teams: readonly Team[];
  readonly agents: readonly Agent[];
}

const agents = (count: number, offset: number): Agent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `a${offset + index}`,
    name: personName(offset + index),
    extension: String(200 + index),
  }));

/** Our own people and lines in the two systems. */
export const sides: readonly Side[] = [
  {
    accountId: accountIds.prague,
    lines: [
      { id: 'l1', name: 'Podpora CZ', number: '+420228880101' },
      { id: 'l2', name: 'Prodej', number: '+420228880102' },
      { id: 'l3', name: 'Support FR', number: '+33187210303' },
    ],
    teams: [
      { id: 't1', name: 'Podpora 1. úrovně' },
      { id: 't2', name: 'Obchod' },
    ],
    agents: agents(14, 100),
  },
  {
    accountId: accountIds.brno,
    lines: [
      { id: 'l4', name: 'Brno centrála', number: '+420541110200' },
      { id: 'l5', name: null, number: '+420541110215' },
    ],
    teams: [
      { id: 't3', name: 'Fronta Reklamace' },
      { id: 't4', name: 'Fronta Objednávky' },
    ],
    agents: agents(10, 300),
  },
];

export const tags: readonly Tag[] = [
  { id: 'g1', name: 'reklamace', colour: '#c2410c' },
  { id: 'g2', name: 'VIP', colour: '#7c3aed' },
  { id: 'g3', name: 'fakturace', colour: '#0f766e' },
];

export const noteTexts = [
  'Zákazník chce vyměnit poškozený díl, poslat kurýra ve čtvrtek dopoledne.',
  'Volat zpět po 15. hodině, do té doby je na jednání.',
  'Faktura odeslána znovu na účetní oddělení.',
] as const;
