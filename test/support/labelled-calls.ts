import { WireCall } from '../../main/providers/aircall/wire.ts';
import { toCall as fromAircall } from '../../main/providers/aircall/translate.ts';
import { Colleagues } from '../../main/providers/voipex/directory.ts';
import { toCallsOfDay } from '../../main/providers/voipex/translate-central.ts';
import { toCall as fromVoipex } from '../../main/providers/voipex/translate-row.ts';
import { CallRow, CentralRow } from '../../main/providers/voipex/wire-calls.ts';
import { pragueDay } from '../../main/providers/voipex/prague-time.ts';
import type { Call, CallId } from '../../domain/call.ts';
import { Credentials } from '../simulators/aircall/credentials.ts';
import { createDesk } from '../simulators/aircall/desk.ts';
import { AircallSwitches } from '../simulators/aircall/switches.ts';
import { callRecord } from '../simulators/aircall/wire/calls.ts';
import { SimulatorClock } from '../simulators/control/clock.ts';
import { HappeningCalls } from '../simulators/control/happening-calls.ts';
import { callRow } from '../simulators/voipex/call-row.ts';
import { billingRows } from '../simulators/voipex/central-calls.ts';
import { legsOf } from '../simulators/voipex/legs.ts';
import { defaultSwitches } from '../simulators/voipex/switches.ts';
import type { World, WorldCall } from '../simulators/world/world.ts';
import { aircallAccount, voipexAccount } from './calls.ts';

/** A call as we read it, and which call of the world it is in truth (`voipex 17`). */
export interface LabelledCall {
  readonly call: Call;
  readonly truth: string;
}

export interface LabelledWorld {
  readonly calls: readonly LabelledCall[];
  /** Pairs of world calls that are one story: `first\nsecond`. */
  readonly pairs: ReadonlySet<string>;
}

export const truthOf = ({ system, index }: Pick<WorldCall, 'system' | 'index'>): string =>
  `${system} ${String(index)}`;

const irregularities = { unknownValue: () => undefined, rejectedRecord: () => undefined };
const translation = { homeCountry: 'CZ', irregularities };

function* worldCalls(world: World, system: WorldCall['system']): Generator<WorldCall> {
  for (let index = 0; index < world.count(system); index += 1) yield world.call(system, index);
}

function* aircallCalls(world: World): Generator<LabelledCall> {
  const clock = new SimulatorClock({ instant: world.options.to, frozen: true });
  const switches = AircallSwitches.parse({});
  const desk = createDesk({
    world,
    clock,
    credentials: new Credentials(world.options.seed),
    calls: new HappeningCalls(world, 'aircall', clock),
    switches: () => switches,
    origin: () => 'http://127.0.0.1:1',
  });
  const fetches = { contact: true, shortUrls: false, timeline: false, voiceAgents: false };
  for (const call of worldCalls(world, 'aircall')) {
    const wire = WireCall.parse(callRecord(desk, call, fetches));
    yield {
      call: fromAircall(wire, { ...translation, accountId: aircallAccount }),
      truth: truthOf(call),
    };
  }
}

function* voipexCalls(world: World): Generator<LabelledCall> {
  const style = {
    world,
    switches: defaultSwitches,
    zone: 'Europe/Prague',
    metadata: true,
    now: world.options.to,
  };
  const nobody = new Colleagues([]);
  for (const call of worldCalls(world, 'voipex')) {
    for (const leg of legsOf(world, call)) {
      const row = CallRow.parse(callRow(leg, style));
      yield {
        call: fromVoipex(row, { ...translation, accountId: voipexAccount }, nobody),
        truth: truthOf(call),
      };
    }
  }
}

/** VoIPEX as an access reads it that sees the billing list only: no legs, no ids, no instant of the answer. */
function* billedCalls(world: World): Generator<LabelledCall> {
  const outside = [...worldCalls(world, 'voipex')].filter(({ direction }) => direction !== 'internal');
  const rows = [
    ...billingRows({
      world,
      from: world.options.from,
      to: world.options.to,
      number: null,
      isWritten: () => true,
    }),
  ].filter(({ cdr_flags }) => cdr_flags !== 'F');
  for (const [place, sent] of rows.entries()) {
    const row = CentralRow.parse(sent);
    const [call] = toCallsOfDay([row], pragueDay(row.startedAt), {
      ...translation,
      accountId: voipexAccount,
    });
    const truth = outside[place];
    if (call !== undefined && truth !== undefined) yield { call, truth: truthOf(truth) };
  }
}

/** The calls of a world as both providers send them and we read them, without a server between, and what is true of them. */
export function labelledWorld(world: World, voipex: 'rows' | 'billing' = 'rows'): LabelledWorld {
  const pairs = new Set<string>();
  for (const system of ['aircall', 'voipex'] as const)
    for (const call of worldCalls(world, system))
      if (call.link?.role === 'first') pairs.add(`${truthOf(call)}\n${truthOf(call.link.partner)}`);
  return {
    calls: [...aircallCalls(world), ...(voipex === 'rows' ? voipexCalls(world) : billedCalls(world))],
    pairs,
  };
}

export interface Scores {
  readonly pairs: number;
  readonly found: number;
  readonly joined: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
  readonly precision: number;
  readonly recall: number;
}

/** Holds what was tied together against the truth. `ties`: pairs of call ids in order. */
export function scoresOf(
  { calls, pairs }: LabelledWorld,
  ties: readonly { readonly from: CallId; readonly to: CallId }[],
): Scores {
  const truths = new Map(calls.map(({ call, truth }) => [call.id, truth]));
  const joined = new Set(ties.map(({ from, to }) => `${truths.get(from) ?? from}\n${truths.get(to) ?? to}`));
  const wrong = [...joined].filter((pair) => !pairs.has(pair));
  const missed = [...pairs].filter((pair) => !joined.has(pair));
  return {
    pairs: pairs.size,
    found: pairs.size - missed.length,
    joined: joined.size,
    wrong,
    missed,
    precision: joined.size === 0 ? 1 : 1 - wrong.length / joined.size,
    recall: pairs.size === 0 ? 1 : 1 - missed.length / pairs.size,
  };
}

/** What the provider ties together itself: legs of one conversation that are two calls, the earlier first. */
export function tiedByProvider(calls: readonly LabelledCall[]): { from: CallId; to: CallId }[] {
  const groups = new Map<string, LabelledCall[]>();
  for (const labelled of calls) {
    const { conversationId, accountId } = labelled.call;
    if (conversationId === null) continue;
    const key = `${accountId} ${conversationId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [labelled]);
    else group.push(labelled);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group.toSorted((a, b) => a.call.startedAt - b.call.startedAt);
    return first === undefined
      ? []
      : group.flatMap(({ call, truth }) =>
          truth === first.truth ? [] : [{ from: first.call.id, to: call.id }],
        );
  });
}
