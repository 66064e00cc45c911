import type { SyncStatus } from '../../domain/sync.ts';
import { createSync } from '../../main/calls/sync-calls.ts';
import { createHttp, type Http } from '../../main/http.ts';
import { silentLog } from '../../main/log.ts';
import { createAircall } from '../../main/providers/aircall/index.ts';
import { createBudget } from '../../main/providers/budget.ts';
import { documentedEndpoints } from '../../main/providers/endpoints.ts';
import { startAircall } from '../simulators/aircall/index.ts';
import { SimulatorClock } from '../simulators/control/clock.ts';
import { createWorld } from '../simulators/world/create-world.ts';
import { Draw } from '../simulators/world/draw.ts';
import { aircallAccount } from '../support/calls.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { watchErrands } from '../support/timed-desk.ts';
import { createMemoryStore } from '../main/calls/memory-store.ts';

const day = 86_400_000;
const end = Date.UTC(2026, 9, 30, 16);
const days = 170;
/** Of the world's calls, the part that went through Aircall. */
const aircallShare = 0.45;
const perPage = 50;

export interface Backfill {
  readonly calls: number;
  /** Simulated, from the first request until everything is stored. */
  readonly elapsedMs: number;
  /** Pages of 50 at the limit, no request for anything else. */
  readonly leastMs: number;
  readonly requests: number;
  readonly refusals: number;
  /** The worst of what was told to remain after the first 2 %: as a share of what remained (to the last minute), and of the whole. */
  readonly worstOfRemaining: number;
  readonly worstOfWhole: number;
}

/**
 * Reads the whole history of a company of about `calls` Aircall calls with the real pull, client and budget from the
 * simulator with its limit enforced; time jumps from one event to the next.
 */
export async function backfill(
  calls: number,
  limitPerMinute: number,
  rateWindow: 'fixed' | 'sliding',
): Promise<Backfill> {
  const world = createWorld({
    seed: 11,
    calls: Math.round(calls / aircallShare),
    people: 60,
    from: end - days * day,
    to: end,
  });
  const clock = createFakeClock(end);
  const simulator = await startAircall({
    world,
    clock: new SimulatorClock({ instant: end, real: () => clock.now() }),
    switches: { limitPerMinute, rateWindow },
  });
  try {
    const errands = watchErrands();
    let requests = 0;
    let refusals = 0;
    const wire = createHttp(fetch);
    const http: Http = errands.http(async (request) => {
      requests += 1;
      const reply = await wire(request);
      if (reply.status === 429) refusals += 1;
      return reply;
    });
    const draw = new Draw(5);
    const random = (): number => draw.unit();
    const budget = createBudget({ limitPerMinute: 60, clock, random });
    const authorization = `Basic ${Buffer.from(`${simulator.apiId}:${simulator.apiToken}`).toString('base64')}`;
    const session = createAircall({ ...documentedEndpoints.aircall, api: simulator.url }, random).connect({
      accountId: aircallAccount,
      way: 'aircall-api-key',
      http,
      authority: { authorization: async () => authorization, renewed: async () => authorization },
      budget,
      clock,
      log: silentLog,
      irregularities: { unknownValue: () => undefined, rejectedRecord: () => undefined },
      access: null,
      homeCountry: 'CZ',
      relay: null,
    });
    if (session.calls === null) throw new Error('this access reads no calls');
    const store = createMemoryStore();
    const told: { readonly at: number; readonly status: SyncStatus }[] = [];
    const sync = createSync({
      account: { id: aircallAccount },
      source: session.calls,
      store,
      clock,
      log: silentLog,
      random,
      onChange: () => undefined,
      onStatus: (status) => told.push({ at: clock.now(), status }),
      pace: {
        limitPerMinute: () => budget.reading().limitPerMinute,
        pause: (usualMs, pages) => budget.pause(usualMs, pages),
        forecast: (pages) => budget.forecast(pages),
      },
    });
    sync.start();
    const has = world.count('aircall');
    const least = Math.ceil(has / perPage / limitPerMinute);
    await errands.live(clock, () => sync.status().phase === 'current', 3 * least * 60_000);
    const endedAt = clock.now();
    const stored = await store.count(aircallAccount);
    await sync.stop();
    if (stored < has) throw new Error(`${String(has - stored)} of ${String(has)} calls are missing`);
    return {
      calls: has,
      elapsedMs: endedAt - end,
      leastMs: (Math.ceil(has / perPage) / limitPerMinute) * 60_000,
      requests,
      refusals,
      ...worstForecast(told, end, endedAt),
    };
  } finally {
    await simulator.close();
  }
}

function worstForecast(
  told: readonly { readonly at: number; readonly status: SyncStatus }[],
  from: number,
  to: number,
): Pick<Backfill, 'worstOfRemaining' | 'worstOfWhole'> {
  const whole = to - from;
  let worstOfRemaining = 0;
  let worstOfWhole = 0;
  for (const { at, status } of told) {
    const remains = to - at;
    if (at - from < 0.02 * whole || remains <= 0) continue;
    // What should be known and is not counts as nothing known.
    const off = Math.abs((status.remaining?.ms ?? Infinity) - remains);
    worstOfWhole = Math.max(worstOfWhole, off / whole);
    if (remains >= 60_000) worstOfRemaining = Math.max(worstOfRemaining, off / remains);
  }
  return { worstOfRemaining, worstOfWhole };
}
