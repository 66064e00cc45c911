import type { Call } from '../../domain/call.ts';
import { toCall as toAircallCall } from '../../main/providers/aircall/translate.ts';
import { WireCall } from '../../main/providers/aircall/wire.ts';
import { Colleagues } from '../../main/providers/voipex/directory.ts';
import { toCall as toVoipexCall } from '../../main/providers/voipex/translate-row.ts';
import { CallRow } from '../../main/providers/voipex/wire-calls.ts';
import { Credentials } from '../simulators/aircall/credentials.ts';
import { createDesk } from '../simulators/aircall/desk.ts';
import { AircallSwitches } from '../simulators/aircall/switches.ts';
import { callRecord } from '../simulators/aircall/wire/calls.ts';
import { SimulatorClock } from '../simulators/control/clock.ts';
import { HappeningCalls } from '../simulators/control/happening-calls.ts';
import { userIdOf } from '../simulators/voipex/accesses.ts';
import { callRow } from '../simulators/voipex/call-row.ts';
import { legCount, legsOf } from '../simulators/voipex/legs.ts';
import { defaultSwitches } from '../simulators/voipex/switches.ts';
import { createWorld } from '../simulators/world/create-world.ts';
import type { World } from '../simulators/world/world.ts';
import { aircallAccount, voipexAccount } from '../support/calls.ts';

/** The end of the company's calls: always the same, so that databases made at different times are the same. */
export const companyNow = Date.UTC(2026, 9, 30, 16);
const day = 86_400_000;
/** A company this busy has a million calls in two years. */
const callsPerDay = 1370;
const people = 140;

/** An invented company as both phone systems tell of it: what they send for the call at a position, oldest first. */
export interface BenchCompany {
  readonly world: World;
  /** One record of `GET /v1/calls`. */
  aircallRecord(index: number): object;
  /** The rows of `GET /calls` for one call: one, or one for each phone that rang. */
  voipexRows(index: number): readonly object[];
  readonly colleagues: Colleagues;
}

/** @param calls about so many, over both systems, reaching back from `companyNow` */
export function benchCompany(calls: number): BenchCompany {
  const days = Math.max(30, Math.ceil(calls / callsPerDay));
  const world = createWorld({ seed: 7, calls, people, from: companyNow - days * day, to: companyNow });
  const clock = new SimulatorClock({ instant: companyNow, frozen: true });
  const switches = AircallSwitches.parse({});
  const desk = createDesk({
    world,
    clock,
    credentials: new Credentials(world.options.seed),
    calls: new HappeningCalls(world, 'aircall', clock),
    switches: () => switches,
    origin: () => 'https://api.aircall.example',
  });
  const style = { world, switches: defaultSwitches, zone: 'UTC', metadata: true, now: companyNow };
  return {
    world,
    aircallRecord: (index) =>
      callRecord(desk, world.call('aircall', index), {
        contact: true,
        shortUrls: false,
        timeline: false,
        voiceAgents: false,
      }),
    voipexRows: (index) => legsOf(world, world.call('voipex', index)).map((leg) => callRow(leg, style)),
    colleagues: new Colleagues(
      world.people('voipex').map(({ index, firstName, lastName, email, extension }) => ({
        id: userIdOf(world.options.seed, index),
        pbxUserId: null,
        name: `${firstName} ${lastName}`,
        login: email,
        extension,
        queues: [],
      })),
    ),
  };
}

const irregularities = { unknownValue: () => undefined, rejectedRecord: () => undefined };
const aircall = { accountId: aircallAccount, homeCountry: 'CZ', irregularities };
const voipex = { accountId: voipexAccount, homeCountry: 'CZ', irregularities };

/** One stretch of the company's time, as the app would store it. */
export interface CallBatch {
  readonly accountId: string;
  readonly calls: readonly Call[];
}

const batchOf = 2000;

/** The newest `count` calls of a company (a ring of a phone is one, too), oldest first, both systems in turns. */
export function* companyCalls(count: number): Generator<CallBatch> {
  const company = benchCompany(count);
  const { world, colleagues } = company;
  // Rings make more calls than were asked for: the oldest are left out.
  const first = { aircall: world.count('aircall'), voipex: world.count('voipex') };
  const share = first.aircall / first.voipex;
  let found = 0;
  while (found < count && first.voipex > 0) {
    first.voipex -= 1;
    found += legCount(world.call('voipex', first.voipex));
    const before = Math.floor(first.voipex * share);
    found += first.aircall - before;
    first.aircall = before;
  }
  let left = count;
  let aircallIndex = first.aircall;
  for (let from = first.voipex; from < world.count('voipex'); from += batchOf) {
    const to = Math.min(world.count('voipex'), from + batchOf);
    const end = to === world.count('voipex') ? world.count('aircall') : Math.floor(to * share);
    const ours: Call[] = [];
    for (; aircallIndex < end; aircallIndex += 1)
      ours.push(toAircallCall(WireCall.parse(company.aircallRecord(aircallIndex)), aircall));
    const theirs: Call[] = [];
    for (let index = from; index < to; index += 1)
      for (const row of company.voipexRows(index))
        theirs.push(toVoipexCall(CallRow.parse(row), voipex, colleagues));
    for (const [accountId, calls] of [
      [aircallAccount, ours],
      [voipexAccount, theirs],
    ] as const) {
      const kept = calls.slice(0, left);
      left -= kept.length;
      yield { accountId, calls: kept };
    }
  }
}
