import { hash } from '../world/draw.ts';
import type { World, WorldCall, WorldNumber } from '../world/world.ts';
import { instantOf, wallClock } from './moments.ts';
import { formatNumber } from './phone-format.ts';
import { customerId } from './pbx.ts';
import { homeZone } from './query.ts';

/** One row of the billing list, with its Czech keys (6.4, 14.4). */
export interface BillingRow {
  readonly cislo_int: string;
  readonly cislo_ext: string;
  readonly destinace: string;
  readonly datetime: string;
  readonly odchozi: 'Y' | 'N';
  readonly placeny: 'Y' | 'N';
  readonly stav: string;
  readonly delka: number;
  readonly jednotka: 's' | 'ks';
  readonly cena: number;
  readonly sazba_dph: number;
  readonly pocet: number;
  readonly cdr_flags: 'C' | 'F';
  readonly zakaznik: string;
  readonly zakaznik_id: number;
}

const vat = 21;

/** Digits alone, as 14.4 shows them: nine for a Czech number, `00…` for a foreign one. [I] */
const digits = (number: string): string => formatNumber(number, 'national');

function destination(remote: string): string {
  if (remote.startsWith('+420')) return /^\+420[67]/u.test(remote) ? 'ČR Mobil' : 'ČR Pevné sítě';
  if (remote.startsWith('+33')) return 'Francie';
  if (remote.startsWith('+44')) return 'Velká Británie';
  return 'Ostatní';
}

/** Only `Zodpovězeno` is published; the others are Czech words for the rest (6.4). [I] */
function state(call: WorldCall): string {
  if (call.answeredAt !== null) return 'Zodpovězeno';
  return call.ending === 'busy' ? 'Obsazeno' : call.ending === 'failed' ? 'Neúspěšné' : 'Nezodpovězeno';
}

function callRow(world: World, call: WorldCall): BillingRow {
  const numbers = world.numbers('voipex');
  const own = numbers[call.numberIndex ?? 0] ?? numbers[0];
  const outgoing = call.direction === 'out';
  const talked =
    call.answeredAt === null ? 0 : Math.round(((call.endedAt ?? call.answeredAt) - call.answeredAt) / 1000);
  const rate = 0.6 + (hash(call.index, 91) % 5) / 10;
  const paid = outgoing && talked > 0;
  return {
    cislo_int: digits(own?.e164 ?? ''),
    cislo_ext: digits(call.remote ?? ''),
    destinace: outgoing ? destination(call.remote ?? '') : 'Příchozí hovor',
    datetime: wallClock(call.startedAt, homeZone),
    odchozi: outgoing ? 'Y' : 'N',
    placeny: paid ? 'Y' : 'N',
    stav: state(call),
    delka: talked,
    jednotka: 's',
    cena: paid ? Math.round((talked / 60) * rate * 100) / 100 : 0,
    sazba_dph: vat,
    pocet: 1,
    cdr_flags: 'C',
    zakaznik: `${world.companyName} s.r.o.`,
    zakaznik_id: customerId,
  };
}

/** The monthly charge for a number: a row of the list that is no call (6.4). */
function feeRow(number: WorldNumber, datetime: string): BillingRow {
  return {
    cislo_int: digits(number.e164),
    cislo_ext: digits(number.e164),
    destinace: `Měsíční poplatek (${number.name})`,
    datetime,
    odchozi: 'Y',
    placeny: 'Y',
    stav: 'Zodpovězeno',
    delka: 1,
    jednotka: 'ks',
    cena: 49,
    sazba_dph: vat,
    pocet: 1,
    cdr_flags: 'F',
    zakaznik: '',
    zakaznik_id: 0,
  };
}

/** Firsts of months in [from, to), as local midnights. */
function* months(from: number, to: number): Generator<number> {
  const [year, month] = wallClock(from, homeZone).split('-').map(Number);
  for (let n = 0; ; n++) {
    const first = instantOf(Date.UTC(year ?? 1970, (month ?? 1) - 1 + n, 1), homeZone);
    if (first >= to) return;
    if (first >= from) yield first;
  }
}

export interface BillingQuestion {
  readonly world: World;
  /** Epoch ms, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Last digits of a number on either side; null for all. */
  readonly number: string | null;
  readonly isWritten: (call: WorldCall) => boolean;
}

/**
 * The billing rows of a time, oldest first: outside calls that are over and written, one row each (the operator bills
 * calls, not legs [I]), and on the first of a month a fee per public number.
 */
export function* billingRows(question: BillingQuestion): Generator<BillingRow> {
  const { number } = question;
  for (const row of allRows(question)) {
    if (number === null || row.cislo_int.endsWith(number) || row.cislo_ext.endsWith(number)) yield row;
  }
}

function* allRows({ world, from, to, isWritten }: BillingQuestion): Generator<BillingRow> {
  const fees = [...months(from, to)].flatMap((at) =>
    world.numbers('voipex').map((number) => ({ at, row: feeRow(number, wallClock(at, homeZone)) })),
  );
  const end = world.indexAt('voipex', to);
  for (let index = world.indexAt('voipex', from); index < end; index++) {
    const call = world.call('voipex', index);
    for (let fee = fees[0]; fee !== undefined && fee.at <= call.startedAt; fee = fees[0]) {
      fees.shift();
      yield fee.row;
    }
    const isServed = !world.isRemoved('voipex', index) && isWritten(call);
    if (call.direction !== 'internal' && isServed) yield callRow(world, call);
  }
  for (const { row } of fees) yield row;
}
