import { describe, expect, it } from 'vitest';
import { Call } from '../../../../domain/call.ts';
import { type CallTranslation, toCall } from '../../../../main/providers/aircall/translate.ts';
import { WireCall } from '../../../../main/providers/aircall/wire.ts';
import { contextOf } from '../session-context.ts';
import documented from './documented-calls.json' with { type: 'json' };

/** The reference's first example, with some of it said otherwise. */
function translated(change: Record<string, unknown> = {}) {
  const context = contextOf();
  const translation: CallTranslation = context;
  const call = toCall(WireCall.parse({ ...documented.calls[0], ...change }), translation);
  return { call: Call.parse(call), counted: context.counted };
}

const inbound = { answered_at: null, user: null, recording: null, status: 'done' };

describe('an Aircall call as ours', () => {
  it('the documented answered call', () => {
    expect(translated().call).toEqual({
      id: 'aircall:testacct1:3012456789',
      accountId: 'aircall:testacct1',
      provider: 'aircall',
      providerCallId: '3012456789',
      conversationId: null,
      direction: 'in',
      state: 'ended',
      outcome: 'answered',
      providerReason: null,
      startedAt: 1795248000_000,
      answeredAt: 1795248011_000,
      endedAt: 1795248194_000,
      waitSeconds: 11,
      talkSeconds: 183,
      remote: {
        e164: '+33612345678',
        raw: '+33 6 12 34 56 78',
        hidden: false,
        name: 'Hugo Bernard',
        organisation: 'Atelier Bernard',
      },
      line: { id: '1096199', name: 'Paris main line', number: '+33 1 76 00 00 11' },
      agent: { id: '1719365', name: 'Claire Martin', extension: null },
      teams: [{ id: '204848', name: 'Support FR' }],
      transferredBy: null,
      transferredTo: null,
      tags: [{ id: '2320081', name: 'Callback Request', colour: null }],
      notes: [
        {
          id: '735001',
          text: 'Asked for a copy of the October invoice.',
          author: 'Claire Martin',
          at: 1795248250_000,
        },
      ],
      hasRecording: true,
      hasVoicemail: false,
      providerPage: 'https://assets.aircall.io/recording/3012456789',
    });
  });

  it('the documented voicemail of a withheld number', () => {
    const { call } = translated(documented.calls[1]);
    expect(call).toMatchObject({
      outcome: 'voicemail',
      providerReason: 'agents_did_not_answer',
      answeredAt: null,
      waitSeconds: 47,
      talkSeconds: null,
      remote: { e164: null, raw: '', hidden: true, name: null },
      agent: null,
      hasVoicemail: true,
      hasRecording: false,
      providerPage: 'https://assets.aircall.io/voicemail/3012451002',
    });
  });

  it.each([
    ['out_of_opening_hours', 'missed'],
    ['no_available_agent', 'missed'],
    ['agents_did_not_answer', 'missed'],
    ['short_abandoned', 'abandoned'],
    ['abandoned_in_ivr', 'abandoned'],
    ['abandoned_in_classic', 'abandoned'],
    [null, 'missed'],
  ])('inbound and unanswered for the reason %s is %s', (missed_call_reason, outcome) => {
    const { call, counted } = translated({ ...inbound, missed_call_reason });
    expect([call.outcome, call.providerReason, counted.unknown]).toEqual([outcome, missed_call_reason, []]);
  });

  it('stays in view as missed when the reason is a word nobody knows, which is kept and counted', () => {
    const { call, counted } = translated({ ...inbound, missed_call_reason: 'robot_was_tired' });
    expect([call.outcome, call.providerReason]).toEqual(['missed', 'robot_was_tired']);
    expect(counted.unknown).toEqual(['calls.missed_call_reason']);
  });

  it('outbound that nobody answered is missed, with the direction telling that it means no answer', () => {
    const { call } = translated({ direction: 'outbound', answered_at: null, missed_call_reason: null });
    expect([call.direction, call.outcome]).toEqual(['out', 'missed']);
  });

  it('that rings has no outcome yet', () => {
    const { call } = translated({ status: 'initial', answered_at: null, ended_at: null, duration: 0 });
    expect([call.state, call.outcome, call.waitSeconds, call.talkSeconds]).toEqual([
      'ringing',
      null,
      null,
      null,
    ]);
  });

  it('that is being held knows how long the caller waited', () => {
    const { call } = translated({ status: 'answered', ended_at: null, duration: 0 });
    expect([call.state, call.outcome, call.waitSeconds, call.talkSeconds]).toEqual([
      'ongoing',
      null,
      11,
      null,
    ]);
  });

  it('with an unknown status is judged by its instants, and counted', () => {
    const { call, counted } = translated({ status: 'voicemail' });
    expect([call.state, call.outcome]).toEqual(['ended', 'answered']);
    expect(counted.unknown).toEqual(['calls.status']);
  });

  it('with an unknown direction is shown among the incoming, and counted', () => {
    const { call, counted } = translated({ direction: 'sideways' });
    expect(call.direction).toBe('in');
    expect(counted.unknown).toEqual(['calls.direction']);
  });

  it('keeps an id of 64 bits that was read as text', () => {
    expect(translated({ id: '9223372036854775807' }).call.id).toBe('aircall:testacct1:9223372036854775807');
  });

  it('survives everything optional being absent', () => {
    const bare = {
      id: 5,
      direction: 'outbound',
      status: 'done',
      started_at: 1795248000,
      ended_at: 1795248010,
    };
    const call = Call.parse(toCall(WireCall.parse(bare), contextOf()));
    expect(call).toMatchObject({
      outcome: 'missed',
      line: null,
      agent: null,
      teams: [],
      tags: [],
      notes: [],
    });
  });

  it('never lasts less than nothing, even when the provider’s clocks disagree', () => {
    const { call } = translated({ answered_at: 1795247999, ended_at: 1795247998 });
    expect([call.waitSeconds, call.talkSeconds]).toEqual([0, 0]);
  });

  it('reads a national number in the country of the line', () => {
    expect(translated({ raw_digits: '06 12 34 56 78' }).call.remote.e164).toBe('+33612345678');
  });

  it('tells who handed it on, and where to', () => {
    const claire = documented.calls[0]?.user;
    const { call } = translated({ transferred_by: claire, external_transferred_to: '+420555010203' });
    expect(call.transferredBy?.name).toBe('Claire Martin');
    expect(call.transferredTo).toEqual({ agent: null, number: '+420555010203' });
  });

  it.each([
    'http://assets.aircall.io/recording/1',
    'https://assets.aircall.io.evil.example/1',
    'https://evil.example/assets.aircall.io',
    'https://user@assets.aircall.io/1',
    'https://assets.aircall.io:8443/1',
    'javascript:alert(1)',
    'recording/1',
  ])('offers no page for %s', (asset) => {
    expect(translated({ asset }).call.providerPage).toBeNull();
  });
});
