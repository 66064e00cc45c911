import { describe, expect, it } from 'vitest';
import type { CallerHistory } from '../../../domain/live.ts';
import { noticeOf, readableNumber, reminderOf } from '../../../main/alerts/notice-text.ts';
import { aCall } from '../../support/calls.ts';

const history = (part: Partial<CallerHistory> = {}): CallerHistory => ({
  calls: { count: 0, exact: true },
  last: [],
  openMissed: 0,
  notes: [],
  tags: [],
  ...part,
});
const cs = { language: 'cs', homeCountry: 'CZ' } as const;
const en = { language: 'en', homeCountry: 'CZ' } as const;
const caller = { number: '606123456', name: null };

describe('a notification of a call', () => {
  it('names the caller, and tells number, way and history in one line', () => {
    const remote = { number: '+420606123456', name: 'Žaneta Říhová' };
    const way = [
      { kind: 'line', name: 'Zákaznická linka' },
      { kind: 'queue', name: 'Reklamace' },
    ] as const;
    const known = history({ calls: { count: 3, exact: true }, openMissed: 1 });
    expect(noticeOf({ remote, way: [...way] }, known, cs)).toEqual({
      title: 'Žaneta Říhová',
      body: '+420 606 123 456 · Zákaznická linka · fronta Reklamace · 3 dřívější hovory · 1 nevyřízený zmeškaný',
    });
    expect(noticeOf({ remote, way: [...way] }, known, en).body).toBe(
      '+420 606 123 456 · Zákaznická linka · queue Reklamace · 3 calls before · 1 missed call open',
    );
  });

  it('takes a name that only earlier calls know', () => {
    const last = [aCall({ remote: { ...aCall({}).remote, name: null, organisation: 'Lumora s.r.o.' } })];
    const known = history({ calls: { count: 1, exact: true }, last });
    expect(noticeOf({ remote: caller, way: [] }, known, en)).toEqual({
      title: 'Lumora s.r.o.',
      body: '+420 606 123 456 · 1 call before',
    });
  });

  it('says so when somebody calls for the first time, and nothing when that is not known yet', () => {
    expect(noticeOf({ remote: caller, way: [] }, history(), cs)).toEqual({
      title: '+420 606 123 456',
      body: 'volá poprvé',
    });
    expect(noticeOf({ remote: caller, way: [] }, null, cs).body).toBe('');
  });

  it('does not make up who hides their number', () => {
    expect(noticeOf({ remote: { number: null, name: null }, way: [] }, null, cs).title).toBe('Skryté číslo');
  });

  it.each([
    [1, '1 dřívější hovor'],
    [4, '4 dřívější hovory'],
    [5, '5 dřívějších hovorů'],
    [22, '22 dřívějších hovorů'],
  ])('counts %i calls in good Czech', (count, words) => {
    const known = history({ calls: { count, exact: true } });
    expect(noticeOf({ remote: caller, way: [] }, known, cs).body).toBe(words);
  });
});

describe('a reminder', () => {
  it('says whom to call back', () => {
    expect(reminderOf({ name: 'Jan Novák', number: '606123456' }, cs)).toEqual({
      title: 'Zavolat zpět',
      body: 'Jan Novák · +420 606 123 456',
    });
    expect(reminderOf({ name: null, number: '215' }, en)).toEqual({ title: 'Call back', body: '215' });
  });

  it('leaves a number alone that is none', () => {
    expect(readableNumber('sip:reception', 'CZ')).toBe('sip:reception');
  });
});
