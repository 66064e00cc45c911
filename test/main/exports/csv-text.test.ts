import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { columns } from '../../../main/exports/columns.ts';
import { csvHead, csvLines, guarded, guardedPhone } from '../../../main/exports/csv-text.ts';
import { localTime } from '../../../main/exports/local-time.ts';
import { exportWords } from '../../../main/exports/words.ts';
import { aCall, aMissedCall } from '../../support/calls.ts';
import { readCsv } from '../../support/read-csv.ts';

const factsIn = (language: 'cs' | 'en') => ({ words: exportWords[language], labelOf: () => 'Atelier' });
const rowOf = (call: Call, language: 'cs' | 'en' = 'en'): Record<string, string> => {
  const { words } = factsIn(language);
  const [head = [], row = []] = readCsv(
    csvHead(words) + csvLines([call], factsIn(language)),
    words.separator,
  );
  expect(row).toHaveLength(head.length);
  return Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']));
};

describe('a call as a line of CSV', () => {
  it('tells every fact under its heading', () => {
    const call = aCall({
      remote: { name: 'Karel Dvořák', organisation: 'Dvořák, spol. s r. o.' },
      providerReason: 'answered',
      teams: [
        { id: '1', name: 'Sales' },
        { id: '2', name: 'Praha' },
      ],
      tags: [{ id: '1', name: 'VIP', colour: null }],
      notes: [
        { id: '1', text: 'Wants "two"\r\ncopies', author: 'Jana', at: null },
        { id: '2', text: 'Done', author: null, at: null },
      ],
      transferredBy: { id: '9', name: 'Petr', extension: null },
      transferredTo: { agent: null, number: '+420777888999' },
      hasRecording: true,
    });
    const at = (instant: number | null) => localTime(instant ?? 0);
    expect(rowOf(call)).toEqual({
      Account: 'Atelier',
      System: 'Aircall',
      'Call id': call.id,
      'Start - date': at(call.startedAt).date,
      'Start - time': at(call.startedAt).time,
      'Answered - date': at(call.answeredAt).date,
      'Answered - time': at(call.answeredAt).time,
      'End - date': at(call.endedAt).date,
      'End - time': at(call.endedAt).time,
      'UTC offset': at(call.startedAt).offset,
      Direction: 'incoming',
      Outcome: 'answered',
      "System's own word": 'answered',
      'Wait (s)': '12',
      'Talk (s)': '120',
      Number: '\t+420606123456',
      Name: 'Karel Dvořák',
      Organisation: 'Dvořák, spol. s r. o.',
      Line: 'Support',
      'Line number': '\t+420226221870',
      Agent: 'Jana Nováková',
      Teams: 'Sales, Praha',
      Tags: 'VIP',
      Notes: 'Wants "two"\ncopies (Jana)\nDone',
      'Transferred by': 'Petr',
      'Transferred to': '\t+420777888999',
      Recording: 'yes',
    });
  });

  it('speaks Czech where that is asked for, and leaves empty what is not known', () => {
    const call = aMissedCall({ remote: { e164: null, raw: '', hidden: true }, line: null });
    expect(rowOf(call, 'cs')).toMatchObject({
      Směr: 'příchozí',
      Výsledek: 'zmeškaný',
      'Přijetí - datum': '',
      'Přijetí - čas': '',
      'Hovor (s)': '',
      Číslo: '',
      Linka: '',
      Nahrávka: 'ne',
    });
  });

  it('says of a call that still runs that it does', () => {
    expect(rowOf(aCall({ outcome: null, state: 'ongoing', endedAt: null }))).toMatchObject({
      Outcome: 'ongoing',
      'End - date': '',
    });
  });

  it('parts cells with what the language parts them with', () => {
    expect(csvHead(exportWords.cs).split(';')).toHaveLength(27);
    expect(csvHead(exportWords.en).split(',')).toHaveLength(27);
    expect(columns).toHaveLength(24);
  });
});

describe('text that could run in a spreadsheet', () => {
  it.each(['=1+1', '+SUM(A1)', '-2', '@SUM(A1)', '\tx', '\nx', '＝1', "=cmd|' /C calc'!A0"])('%j', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    const row = rowOf(
      aCall({
        remote: { name: text, organisation: text, raw: text, e164: null },
        tags: [{ id: '1', name: text, colour: null }],
        notes: [{ id: '1', text, author: null, at: null }],
        agent: { id: '1', name: text, extension: null },
        providerReason: text,
      }),
    );
    for (const heading of ['Name', 'Organisation', 'Tags', 'Notes', 'Agent', "System's own word", 'Number']) {
      expect(row[heading]).toBe(`'${text}`);
    }
  });

  it('a carriage return is a line break, and control characters are dropped', () => {
    expect(guarded('\rx')).toBe("'\nx");
    expect(guarded('a\u0000b\u0007c\u007f')).toBe('abc');
    expect(guarded('half \ud800 pair')).toBe('half \ufffd pair');
  });

  it('nothing else is touched', () => {
    for (const text of ['Novák', 'a=b', '1+1', "O'Brien", ' =x', '']) expect(guarded(text)).toBe(text);
  });
});

describe('a phone number', () => {
  it('keeps plus and zeros in a spreadsheet, and is itself without the blank', () => {
    for (const number of ['+420606123456', '0606123456', '6123']) {
      expect(guardedPhone(number)).toBe(`\t${number}`);
      expect(guardedPhone(number).trim()).toBe(number);
    }
  });

  it('that is more than digits is guarded as text', () => {
    expect(guardedPhone('+420606123456+cmd')).toBe("'+420606123456+cmd");
    expect(guardedPhone('anonymous')).toBe('anonymous');
    expect(guardedPhone('')).toBe('');
  });
});
