import { describe, expect, it } from 'vitest';
import { Call } from '../../../../domain/call.ts';
import { Colleagues, mergePeople } from '../../../../main/providers/voipex/directory.ts';
import { toCall } from '../../../../main/providers/voipex/translate-row.ts';
import { CallRow } from '../../../../main/providers/voipex/wire-calls.ts';
import { PbxUser } from '../../../../main/providers/voipex/wire-people.ts';
import { contextOf } from '../session-context.ts';
import documented from './documented-calls.json' with { type: 'json' };

const janaId = '0f3a1c86-0a61-4a6b-9d0b-5b0f4f0f7a11';
const jana = PbxUser.parse({
  login: 'jana.novakova@example.test',
  name: 'Jana',
  surname: 'Nováková',
  id: janaId,
  pbxUserId: 31,
  exten: 201,
});
const nobody = new Colleagues([]);

function translated(
  change: Record<string, unknown> = {},
  row: object | undefined = documented.items[0],
  colleagues = nobody,
) {
  const context = contextOf({ accountId: 'voipex:testacct2' });
  const call = toCall(CallRow.parse({ ...row, ...change }), context, colleagues);
  return { call: Call.parse(call), counted: context.counted };
}

describe('a row of the VoIPEX call log as a call', () => {
  it('the documented answered one', () => {
    expect(translated({}, documented.items[0], mergePeople([jana], [])).call).toEqual({
      id: 'voipex:testacct2:1795179792.312',
      accountId: 'voipex:testacct2',
      provider: 'voipex',
      providerCallId: '1795179792.312',
      conversationId: '1795179792.311',
      direction: 'in',
      state: 'ended',
      outcome: 'answered',
      providerReason: 'ANSWERED',
      startedAt: Date.parse('2026-11-20T13:03:12Z'),
      answeredAt: Date.parse('2026-11-20T13:03:25Z'),
      endedAt: Date.parse('2026-11-20T13:04:46Z'),
      waitSeconds: 13,
      talkSeconds: 81,
      remote: {
        e164: '+420555010203',
        raw: '+420555010203',
        hidden: false,
        name: 'Petr Dub',
        organisation: 'Kovářství Dub',
      },
      line: { id: '201', name: null, number: '201' },
      agent: { id: janaId, name: 'Jana Nováková', extension: '201' },
      teams: [],
      transferredBy: null,
      transferredTo: null,
      tags: [],
      notes: [],
      hasRecording: true,
      hasVoicemail: false,
      providerPage: null,
    });
  });

  it('the documented missed one, with its line as a number and most else absent', () => {
    const { call, counted } = translated({}, documented.items[1]);
    expect(call).toMatchObject({
      providerCallId: '1795178465.290',
      conversationId: '1795178465.288',
      outcome: 'missed',
      providerReason: 'NO ANSWER',
      answeredAt: null,
      waitSeconds: 25,
      talkSeconds: null,
      remote: { e164: '+420555040506', name: null, organisation: null },
      line: { id: '202', number: '202' },
      agent: null,
      hasRecording: false,
    });
    expect(counted).toEqual({ unknown: [], rejected: [] });
  });

  it.each([
    ['In', true, 'ANSWERED', 'answered'],
    ['In', false, 'ANSWERED', 'missed'], // a queue or an IVR answered, no person did
    ['In', null, 'ANSWERED', 'answered'],
    ['In', null, 'NO ANSWER', 'missed'],
    ['In', false, 'BUSY', 'missed'],
    ['In', true, 'NO ANSWER', 'answered'],
    ['Out', false, 'ANSWERED', 'answered'],
    ['Out', null, 'NO ANSWER', 'missed'],
    ['Out', null, 'no_answer', 'missed'],
    ['Out', false, 'BUSY', 'busy'],
    ['Out', false, 'FAILED', 'failed'],
    ['Out', false, 'CONGESTION', 'failed'],
    ['Loc', true, 'ANSWERED', 'answered'],
    ['Loc', false, 'NOANSWER', 'missed'],
  ])('%s, answered by a person: %s, %s is %s', (way, userAnswered, disposition, outcome) => {
    const { call, counted } = translated({ way, userAnswered, disposition });
    expect([call.outcome, call.providerReason, counted.unknown]).toEqual([outcome, disposition, []]);
  });

  it.each([
    ['In', false, 0, 'missed'],
    ['Out', null, 0, 'other'],
    ['Out', null, 12, 'answered'],
  ])('%s with a disposition nobody knows keeps and counts it', (way, userAnswered, billsec, outcome) => {
    const { call, counted } = translated({ way, userAnswered, billsec, disposition: 'HUMAN' });
    expect([call.outcome, call.providerReason]).toEqual([outcome, 'HUMAN']);
    expect(counted.unknown).toEqual(['calls.disposition']);
  });

  it.each([
    ['Out', '201', '+420555010203', '+420555010203', 'out'],
    ['Loc', '201', '202', null, 'internal'],
    ['Sideways', '201', '202', '202', 'out'],
  ])('%s from %s to %s goes %s', (way, src, dst, phoneNumber, direction) => {
    const { call } = translated({ way, src, dst, phoneNumber });
    expect([call.direction, call.remote.raw]).toEqual([direction, dst]);
  });

  it('counts a way nobody knows', () => {
    expect(translated({ way: 'Sideways' }).counted.unknown).toEqual(['calls.way']);
  });

  it.each(['anonymous', 'Anonymous', 'unknown', '', null])('a number given as %j was withheld', (number) => {
    const { call } = translated({
      phoneNumber: number,
      src: number,
      organizationPerson: '',
      clid: '"Anonymous" <anonymous>',
    });
    expect(call.remote).toMatchObject({ raw: '', e164: null, hidden: true, name: null });
  });

  it.each([
    ['"Kovářství Dub" <+420555010203>', 'Kovářství Dub'],
    ['Petr Dub <+420555010203>', 'Petr Dub'],
    ['"+420555010203" <+420555010203>', null],
    ['<+420555010203>', null],
    ['+420555010203', null],
    ['', null],
  ])('the caller id %j names %s', (clid, name) => {
    expect(translated({ clid, organizationPerson: '' }).call.remote.name).toBe(name);
  });

  it('an outgoing call is not named after ourselves', () => {
    const { call } = translated({ way: 'Out', clid: '"Jana Nováková" <201>', organizationPerson: '' });
    expect(call.remote.name).toBeNull();
  });

  it.each([
    ['the colleague who is called', { src: '202', line: '202', dst: '201' }, 'Jana Nováková'],
    ['the colleague who calls', { src: '201', line: '202', dst: '202' }, 'Jana Nováková'],
    [
      'a caller the directory does not know',
      { src: '209', line: '202', dst: '202', clid: '"Ivo" <209>' },
      'Ivo',
    ],
    ['nobody instead of ourselves', { src: '202', line: '202', dst: '209', clid: '"Petr" <202>' }, null],
  ])('an internal call names %s', (_who, change, name) => {
    const internal = { way: 'Loc', organizationPerson: '', organization: '', ...change };
    expect(translated(internal, documented.items[0], mergePeople([jana], [])).call.remote.name).toBe(name);
  });

  it.each([
    ['In', { dst: '+420555777001' }, { id: '+420555777001', name: null, number: '+420555777001' }],
    ['Out', { src: '201' }, { id: '201', name: null, number: '201' }],
    ['In', { dst: '' }, { id: 'ipex-main', name: 'ipex-main', number: null }],
    ['In', { dst: 'anonymous' }, { id: 'ipex-main', name: 'ipex-main', number: null }],
    ['In', { dst: '', trunk: null }, null],
    // Forwarded outside: who calls is a stranger.
    ['Out', { src: '+420555010203' }, { id: 'ipex-main', name: 'ipex-main', number: null }],
    ['Out', { src: 'anonymous', trunk: null }, null],
  ])('%s on nobody’s extension is on %j', (way, change, line) => {
    expect(translated({ way, line: '', ...change }).call.line).toEqual(line);
  });

  it('categories and note become tags and a note', () => {
    const { call } = translated({ categories: ['Reklamace', 7], note: 'Volat zítra', queue: 'Podpora' });
    expect(call.tags.map(({ name }) => name)).toEqual(['Reklamace', '7']);
    expect(call.notes.map(({ text }) => text)).toEqual(['Volat zítra']);
    expect(call.teams).toEqual([{ id: 'Podpora', name: 'Podpora' }]);
  });

  it('without a unique id is told by conversation, line and start', () => {
    const { call } = translated({ uniqueid: null });
    expect(call.providerCallId).toBe('1795179792.311~201~2026-11-20T14:03:12+01:00');
  });

  it.each([
    ['by the switchboard’s own number of the user', { user_id: 31 }, janaId],
    ['by login', { user_id: null }, janaId],
  ])('finds its agent %s', (_how, change, id) => {
    expect(translated(change, documented.items[0], mergePeople([jana], [])).call.agent?.id).toBe(id);
  });

  it('shows the login of an agent the directory does not know', () => {
    expect(translated().call.agent).toEqual({
      id: janaId,
      name: 'jana.novakova@example.test',
      extension: '201',
    });
  });

  it('in the hour October repeats is placed by the second its id begins with', () => {
    const second = Date.parse('2026-10-25T01:30:00Z');
    const { call } = translated({ calldate: '2026-10-25 02:30:00', uniqueid: `${second / 1000}.7` });
    expect(call.startedAt).toBe(second);
  });

  it('whose start cannot be read is none', () => {
    const parsed = CallRow.safeParse({ ...documented.items[0], calldate: 'včera' });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['calldate']]);
  });

  it('never talks longer than it lasts', () => {
    expect(translated({ duration: 5, billsec: 60 }).call).toMatchObject({ waitSeconds: 0, talkSeconds: 5 });
  });
});
