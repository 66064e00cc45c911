import { expect, it, onTestFinished } from 'vitest';
import type { Call } from '../../../../domain/call.ts';
import { createHttp } from '../../../../main/http.ts';
import { createAircall } from '../../../../main/providers/aircall/index.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import type { LiveFact } from '../../../../main/providers/live.ts';
import { startAircall } from '../../../simulators/aircall/index.ts';
import { SimulatorClock } from '../../../simulators/control/clock.ts';
import { createWorld } from '../../../simulators/world/create-world.ts';
import { receiveWebhooks } from '../../../support/webhook-receiver.ts';
import { authorityOf, contextOf, neverAborted } from '../session-context.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 20, 11);
type CallFact = Extract<LiveFact, { kind: 'call' }>;

const ranks = { ringing: 0, ongoing: 1, ended: 2 };
/** Of two facts about one call: how far it has come counts first, then when it was. */
function laterOf(fact: CallFact, than: CallFact): boolean {
  const rank = ranks[fact.call.state] - ranks[than.call.state];
  return rank === 0 ? fact.asOf >= than.asOf : rank > 0;
}

/** Three hours of a small company, their events mixed up and doubled; then what the list says of those hours. */
it('what events tell of calls that are over is what the list tells of them', async () => {
  const world = createWorld({ seed: 3, calls: 4000, people: 24, from: noon - 20 * 24 * hour, to: noon });
  const clock = new SimulatorClock({ instant: noon - 3 * hour, frozen: true });
  const simulator = await startAircall({
    world,
    clock,
    switches: {
      limitPerMinute: null,
      webhooks: { http: 'loopback', shuffle: true, double: 0.3, delay: { from: 0, to: 90 } },
    },
  });
  onTestFinished(() => simulator.close());
  const receiver = await receiveWebhooks();
  onTestFinished(() => receiver.close());
  const authorization = `Bearer ${simulator.accessToken}`;
  const made = await fetch(`${simulator.url}/v1/webhooks`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ url: receiver.url }),
  });
  expect(made.status).toBe(201);
  while (clock.now() < noon) {
    clock.advance(60_000);
    await simulator.events.settled();
  }
  clock.advance(hour);
  await simulator.events.settled();
  clock.advance(120_000);
  await simulator.events.settled();

  const context = contextOf({
    way: 'aircall-oauth',
    relay: 'https://relay.example',
    http: createHttp(fetch),
    authority: authorityOf(authorization),
    clock: { now: () => clock.now(), sleep: async () => undefined },
  });
  const endpoints = { ...documentedEndpoints.aircall, api: simulator.url };
  const { calls: source, eventReader } = createAircall(endpoints, () => 0).connect(context);
  if (source === null || eventReader === null) throw new Error('there should be calls and events');

  const known = new Map<string, CallFact>();
  for (const event of receiver.received) {
    for (const fact of eventReader.read(event)) {
      if (fact.kind !== 'call') continue;
      const before = known.get(fact.call.id);
      if (before === undefined || laterOf(fact, before)) known.set(fact.call.id, fact);
    }
  }
  const listed: Call[] = [];
  const window = { from: noon - 3 * hour + 1000, to: noon };
  for (let next: string | null = null, first = true; first || next !== null; first = false) {
    const batch = await source.page(window, next, 'now', neverAborted);
    listed.push(...batch.calls);
    next = batch.next;
  }
  expect(listed.length).toBeGreaterThan(20);
  expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['ended']));
  for (const call of listed) expect(known.get(call.id)?.call).toEqual(call);
  expect(context.counted).toEqual({ unknown: [], rejected: [] });
});
