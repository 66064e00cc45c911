import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Call } from '../../../../domain/call.ts';
import type { RelayEvent } from '../../../../domain/relay.ts';
import { subscribedEvents } from '../../../../main/providers/aircall/events.ts';
import { createAircall } from '../../../../main/providers/aircall/index.ts';
import { createEventReader } from '../../../../main/providers/aircall/live-events.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import type { LiveFact } from '../../../../main/providers/live.ts';
import { eventNames } from '../../../simulators/aircall/books/webhook-book.ts';
import { contextOf } from '../session-context.ts';
import documented from './documented-calls.json' with { type: 'json' };

const at = 1795248100;
const claire = { id: 1719365, name: 'Claire Martin', email: 'claire.martin@example.com' };
const jonas = { id: 1719366, name: 'Jonas Weber', email: 'jonas.weber@example.com' };

/** A call as an event carries it (6.1): the reference's first example, running unless said otherwise. */
function callData(change: Record<string, unknown> = {}): Record<string, unknown> {
  const { sid, ...call } = documented.calls[0] ?? {};
  return {
    ...call,
    call_uuid: sid,
    participants: [{ type: 'external', phone_number: '+33 6 12 34 56 78' }],
    hangup_cause: null,
    status: 'initial',
    answered_at: null,
    ended_at: null,
    user: null,
    recording: null,
    asset: null,
    ...change,
  };
}
const talking = { status: 'answered', answered_at: 1795248011, user: claire };
const over = { ...talking, status: 'done', ended_at: 1795248194 };

function reading() {
  const context = contextOf();
  const reader = createEventReader(context);
  const read = (event: string, data: Record<string, unknown>, timestamp = at) =>
    reader.read({ event, timestamp, data });
  return { read, counted: context.counted };
}

/** The one fact about a call that an event gives. */
function callFact(event: string, data: Record<string, unknown>) {
  const { read } = reading();
  const [fact, ...more] = read(event, data);
  if (fact?.kind !== 'call' || more.length > 0) throw new Error(`${event} should give one fact about a call`);
  return { ...fact, call: Call.parse(fact.call) };
}
function presenceFact(event: string, data: Record<string, unknown>) {
  const { read } = reading();
  const [fact] = read(event, { ...claire, ...data });
  if (fact?.kind !== 'presence') throw new Error(`${event} should give a presence`);
  return fact;
}

const kindsOf = (facts: readonly LiveFact[]) => facts.map(({ kind }) => kind);

describe('events of calls', () => {
  it.each([
    ['call.created', {}, 'ringing', null, null],
    ['call.ringing_on_agent', { user: claire }, 'ringing', { personId: '1719365', on: true }, null],
    ['call.agent_declined', { user: claire }, 'ringing', { personId: '1719365', on: false }, null],
    ['call.answered', talking, 'ongoing', null, null],
    ['call.hold', talking, 'ongoing', null, true],
    ['call.unhold', talking, 'ongoing', null, false],
    ['call.ivr_option_selected', {}, 'ringing', null, null],
    ['call.transferred', { ...talking, user: jonas, transferred_by: claire }, 'ongoing', null, null],
    [
      'call.external_transferred',
      { ...talking, external_transferred_to: '+33 1 23 45 67 89' },
      'ongoing',
      null,
      null,
    ],
    ['call.unsuccessful_transfer', talking, 'ongoing', null, null],
    ['call.hungup', over, 'ended', null, null],
    ['call.ended', over, 'ended', null, null],
    ['call.comm_assets_generated', over, 'ended', null, null],
    ['call.voicemail_left', { ...over, answered_at: null, user: null }, 'ended', null, null],
    ['call.assigned', over, 'ended', null, null],
    ['call.archived', over, 'ended', null, null],
    ['call.tagged', over, 'ended', null, null],
    ['call.untagged', over, 'ended', null, null],
    ['call.commented', over, 'ended', null, null],
    ['switchdeck.call_polled', talking, 'ongoing', null, null],
  ] as const)('%s', (event, change, state, rings, held) => {
    expect(callFact(event, callData(change))).toMatchObject({
      call: { id: 'aircall:testacct1:3012456789', state, remote: { name: 'Hugo Bernard' } },
      rings,
      held,
    });
  });

  it('say the same of a call as the list of calls', () => {
    const { read, counted } = reading();
    const [documentedCall] = documented.calls;
    if (documentedCall === undefined) throw new Error('the reference has a first example');
    const [listed] = read('switchdeck.call_polled', documentedCall);
    const { sid, ...call } = documentedCall;
    const [ended] = read('call.ended', {
      ...call,
      call_uuid: sid,
      participants: [],
      hangup_cause: null,
      number: { ...call.number, e164_digits: '+33176000011' },
      contact: { ...call.contact, created_at: '2026-03-02T14:00:00.000Z' },
    });
    if (listed?.kind !== 'call' || ended?.kind !== 'call') throw new Error('both should be calls');
    expect(ended.call).toEqual(listed.call);
    expect(counted).toEqual({ unknown: [], rejected: [] });
  });

  it('keep the ringing phones apart from who took the call', () => {
    expect(callFact('call.ringing_on_agent', callData({ user: claire })).call.agent).toBeNull();
    const handed = { ...talking, user: jonas, transferred_by: claire };
    const fact = callFact('call.ringing_on_agent', callData(handed));
    expect(fact.call.agent?.name).toBe('Claire Martin');
    expect(fact.rings).toEqual({ personId: '1719366', on: true });
    expect(callFact('call.answered', callData(talking)).call.agent?.name).toBe('Claire Martin');
  });

  it('let nothing ring or wait of a call that is over', () => {
    expect(callFact('call.ringing_on_agent', callData(over)).rings).toBeNull();
    expect(callFact('call.hold', callData(over)).held).toBeNull();
  });

  it('tell that somebody rings without telling who', () => {
    expect(callFact('call.ringing_on_agent', callData()).rings).toBeNull();
  });

  it('carry the choices of the voice menu in order', () => {
    const options = [
      { id: '1', title: 'Support', key: '2', branch: 'b2', created_at: '2026-11-20T08:00:05.000Z' },
      { id: 7, title: null, key: 4 },
      { id: 8, branch: 'Invoices' },
      { id: 9 },
    ];
    const data = callData({ ivr_options_selected: options });
    expect(callFact('call.ivr_option_selected', data).ivr).toEqual(['Support', '4', 'Invoices']);
    expect(callFact('call.created', callData()).ivr).toEqual([]);
  });

  it('count for at least what their names say when the record is behind', () => {
    expect(callFact('call.answered', callData({ user: claire })).call).toMatchObject({
      state: 'ongoing',
      answeredAt: at * 1000,
    });
    expect(callFact('call.hungup', callData(talking)).call).toMatchObject({
      state: 'ended',
      outcome: 'answered',
      endedAt: at * 1000,
    });
    expect(callFact('call.ended', callData()).call).toMatchObject({ state: 'ended', outcome: 'missed' });
  });

  it('do not end a call that was handed over when who did it hangs up', () => {
    const handed = { ...talking, transferred_to: jonas };
    expect(callFact('call.hungup', callData(handed)).call.state).toBe('ongoing');
    expect(callFact('call.hungup', callData({ ...handed, ended_at: at })).call.state).toBe('ended');
    expect(callFact('call.ended', callData(handed)).call.state).toBe('ended');
  });

  it('keep call ids that are longer than a number can be', () => {
    expect(callFact('call.created', callData({ id: '9223372036854775807' })).call.providerCallId).toBe(
      '9223372036854775807',
    );
  });

  it('come in the order they happen within one second, which is all that Aircall tells', () => {
    const names = ['created', 'ringing_on_agent', 'agent_declined', 'answered', 'hungup', 'ended'];
    const instants = names.map((name) => callFact(`call.${name}`, callData({ user: claire })).asOf);
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
    for (const instant of instants) expect(Math.floor(instant / 1000)).toBe(at);
    const { read } = reading();
    expect(read('switchdeck.call_polled', callData(), at + 0.25)[0]?.asOf).toBe(at * 1000 + 250);
  });
});

describe('events of people', () => {
  const free = { available: true, availability_status: 'available', substatus: 'always_opened' };
  const lunch = { available: false, availability_status: 'unavailable', substatus: 'out_for_lunch' };
  const closed = { available: false, availability_status: 'unavailable', substatus: 'always_closed' };
  const scheduled = { available: true, availability_status: 'custom', substatus: 'always_opened' };
  const outside = { ...scheduled, available: false };
  const nothing = {};

  it.each([
    ['opened', free, 'available', 'available'],
    ['opened', scheduled, 'available', 'available'],
    ['opened', nothing, 'available', 'available'],
    ['closed', lunch, 'do-not-disturb', 'out_for_lunch'],
    ['closed', closed, 'do-not-disturb', 'do_not_disturb'],
    ['closed', outside, 'offline', 'offline'],
    ['closed', nothing, 'offline', 'offline'],
    ['wut_start', free, 'wrap-up', 'after_call_work'],
    ['wut_end', free, 'available', 'available'],
    ['wut_end', lunch, 'do-not-disturb', 'out_for_lunch'],
    ['wut_end', outside, 'offline', 'offline'],
    ['wut_end', nothing, 'available', 'available'],
    ['connected', free, 'available', 'available'],
    ['connected', closed, 'do-not-disturb', 'do_not_disturb'],
    ['connected', nothing, 'unknown', null],
    ['disconnected', free, 'offline', 'offline'],
  ] as const)('user.%s with %j, of both versions', (name, standing, presence, word) => {
    for (const event of [`user.${name}`, `user.${name}.v2`]) {
      expect(presenceFact(event, standing)).toMatchObject({ personId: '1719365', presence, word });
    }
  });

  it('keep the reason of an absence, in whichever order the two events of it come', () => {
    const status = presenceFact('user.closed.v2', closed);
    const reason = presenceFact('user.closed.v2', lunch);
    expect(reason.asOf).toBeGreaterThan(status.asOf);
  });

  it('carry the operational availability where the relay polls it', () => {
    const { read, counted } = reading();
    const polled = (availability: string) =>
      read('switchdeck.availability_polled', { id: 1719365, availability });
    expect(polled('after_call_work')).toMatchObject([{ personId: '1719365', presence: 'wrap-up' }]);
    expect(polled('on_the_moon')).toMatchObject([{ presence: 'unknown', word: 'on_the_moon' }]);
    expect(counted.unknown).toEqual(['users.availability']);
  });
});

describe('every other event', () => {
  it.each([
    ['user.created.v2', 'directory'],
    ['user.created', 'directory'],
    ['user.deleted.v2', 'directory'],
    ['number.created', 'directory'],
    ['number.opened', 'directory'],
    ['number.closed', 'directory'],
    ['number.deleted', 'directory'],
    ['team.created', 'directory'],
    ['team.destroyed', 'directory'],
    ['integration.deleted', 'over'],
  ])('%s: %s', (event, kind) => {
    const { read, counted } = reading();
    expect(kindsOf(read(event, { id: 1 }))).toEqual([kind]);
    expect(counted).toEqual({ unknown: [], rejected: [] });
  });

  it('is known when it is documented, and says something when it is subscribed to', () => {
    const { read, counted } = reading();
    for (const event of eventNames) {
      const data = event.startsWith('user.') ? claire : callData({ user: claire });
      const facts = read(event, data);
      const speaks = subscribedEvents.includes(event) && !event.startsWith('contact.');
      if (speaks) expect(facts, event).toHaveLength(1);
    }
    expect(counted).toEqual({ unknown: [], rejected: [] });
  });

  it('is counted when nothing documents it', () => {
    const { read, counted } = reading();
    const names = ['call.teleported', 'call.created.v3', 'fax.sent', 'integration.made', 'constructor', ''];
    for (const name of ['call.constructor', 'user.__proto__', ...names])
      expect(read(name, callData())).toEqual([]);
    expect(counted.unknown).toEqual(Array.from({ length: 8 }, () => 'events.event'));
  });

  it('is counted when its record cannot be read, and kept without a part that cannot', () => {
    const { read, counted } = reading();
    expect(read('call.created', callData({ id: null }))).toEqual([]);
    expect(read('user.opened.v2', { name: 'Nobody' })).toEqual([]);
    expect(read('call.created', callData(), Number.NaN)).toEqual([]);
    const [fact] = read('call.tagged', callData({ tags: 'all of them', ivr_options_selected: 7 }));
    expect(fact).toMatchObject({ kind: 'call', call: { tags: [] }, ivr: [] });
    expect(counted.rejected).toEqual([
      'call.created[0].id',
      'user.opened.v2[0].id',
      'events.timestamp',
      'call.tagged[0].tags',
    ]);
  });

  it('may be garbage: nothing is thrown, and what is a call is one of ours', () => {
    const { read } = reading();
    const names = fc.oneof(
      fc.constantFrom(...eventNames, 'switchdeck.call_polled', 'switchdeck.availability_polled'),
      fc.string(),
    );
    const keys = fc.constantFrom(...Object.keys(callData()), 'ivr_options_selected', 'transferred_to');
    const odd = fc.dictionary(keys, fc.jsonValue());
    const data = fc.oneof(
      odd.map((change) => callData(change)),
      odd,
      // An object of JSON is a record of something.
      fc.dictionary(fc.string(), fc.jsonValue()),
    );
    const timestamp = fc.oneof(fc.integer(), fc.double(), fc.constant(at));
    fc.assert(
      fc.property(names, data, timestamp, (event, record, time) => {
        const told: RelayEvent = { event, timestamp: time, data: record };
        for (const fact of read(told.event, told.data, told.timestamp)) {
          expect(Number.isSafeInteger(fact.asOf)).toBe(true);
          if (fact.kind === 'call') Call.parse(fact.call);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an account', () => {
  const connect = (relay: string | null) =>
    createAircall(documentedEndpoints.aircall, () => 0).connect(contextOf({ way: 'aircall-oauth', relay }));

  it('reads events when it signed in through a relay, and only then', () => {
    expect(connect('https://relay.example').eventReader).not.toBeNull();
    expect(connect(null).eventReader).toBeNull();
  });
});
