import { describe, expect, it } from 'vitest';
import { Call } from '../../../../domain/call.ts';
import { toCallsOfDay } from '../../../../main/providers/voipex/translate-central.ts';
import { CentralRow } from '../../../../main/providers/voipex/wire-calls.ts';
import { contextOf } from '../session-context.ts';
import documented from './documented-central-calls.json' with { type: 'json' };

function translated(rows: readonly object[], day = '2026-11-20') {
  const context = contextOf({ accountId: 'voipex:testacct2' });
  const calls = toCallsOfDay(
    rows.map((row) => CentralRow.parse(row)),
    day,
    context,
  );
  return { calls: calls.map((call) => Call.parse(call)), counted: context.counted };
}
const first = { ...documented[0] };

describe('a day of the billing list as calls', () => {
  it('the documented call', () => {
    const { calls } = translated(documented);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      direction: 'out',
      state: 'ended',
      outcome: 'answered',
      providerReason: 'Zodpovězeno',
      startedAt: Date.parse('2026-11-20T08:12:44Z'),
      endedAt: Date.parse('2026-11-20T08:13:47Z'),
      waitSeconds: null,
      talkSeconds: 63,
      remote: { raw: '555010203', e164: '+420555010203', hidden: false },
      line: { id: '555777001', name: null, number: '555777001' },
      conversationId: null,
    });
  });

  it.each([
    ['by their flag', { cdr_flags: 'F' }],
    ['by their unit', { cdr_flags: undefined, jednotka: 'ks' }],
  ])('without fees, told %s', (_how, change) => {
    expect(translated([{ ...first, ...change }]).calls).toEqual([]);
  });

  it('gives a call the same id each time it is read, whatever else the row says later', () => {
    const [once] = translated([first]).calls;
    const [again] = translated([{ ...first, cena: 9, zakaznik: '' }]).calls;
    expect(again?.id).toBe(once?.id);
    expect(translated([{ ...first, delka: 64 }]).calls[0]?.id).not.toBe(once?.id);
  });

  it('keeps rows alike in everything apart, and by the same ids in any order', () => {
    const other = { ...first, cislo_ext: '555040506' };
    const ids = translated([first, other, first, first]).calls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(new Set(translated([first, first, first, other]).calls.map(({ id }) => id))).toEqual(new Set(ids));
  });

  it('leaves the calls of other days to their day', () => {
    expect(translated([{ ...first, datetime: '2026-11-21 00:00:00' }]).calls).toEqual([]);
  });

  it.each([
    ['Zodpovězeno', 10, 'answered', []],
    ['Nezodpovězeno', 0, 'missed', []],
    ['Obsazeno', 0, 'busy', []],
    [undefined, 10, 'answered', []],
    [undefined, 0, 'missed', []],
    ['Přesměrováno', 0, 'other', ['central calls.stav']],
    ['Přesměrováno', 10, 'answered', ['central calls.stav']],
  ])('%s with %i seconds is %s', (stav, delka, outcome, unknown) => {
    const { calls, counted } = translated([{ ...first, stav, delka }]);
    expect([calls[0]?.outcome, counted.unknown]).toEqual([outcome, unknown]);
  });

  it('survives every column but the time being absent', () => {
    const { calls } = translated([{ datetime: '2026-11-20 09:12:44' }]);
    expect(calls[0]).toMatchObject({
      direction: 'in',
      outcome: 'missed',
      line: null,
      remote: { hidden: true, raw: '' },
    });
  });

  it('comes newest first', () => {
    const later = { ...first, datetime: '2026-11-20 17:00:00' };
    expect(translated([first, later]).calls.map(({ startedAt }) => startedAt)).toEqual([
      Date.parse('2026-11-20T16:00:00Z'),
      Date.parse('2026-11-20T08:12:44Z'),
    ]);
  });

  it('takes a row whose time cannot be read for none', () => {
    const parsed = CentralRow.safeParse({ ...first, datetime: 'dnes' });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['datetime']]);
  });
});
