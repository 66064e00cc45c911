import type { Call } from '../../../domain/call.ts';
import { heartbeatMs, streamEvents } from '../../../domain/relay.ts';
import type { Clock } from '../../../main/clock.ts';
import type { OpenStream } from '../../../main/open-stream.ts';
import type { LiveFact } from '../../../main/providers/live.ts';
import { Draw } from '../../simulators/world/draw.ts';
import { aCall } from '../../support/calls.ts';

/** The account of every desktop: they are all of one company, and share what is read for it. */
export const account = 'aircall:fleetacct1';

/** What a call is from an instant on. */
export interface Told {
  readonly asOf: number;
  readonly call: Call;
}

/** The calls of one company over days, known beforehand. */
export interface CompanyDays {
  /** By start; each with all it becomes, in order. */
  readonly calls: readonly (readonly Told[])[];
  /** As the provider lists them at `at`: those that began in [from, to), newest first. */
  listed(from: number, to: number, at: number): Call[];
  /** Those that run at `at`. */
  running(at: number): Call[];
}

const people = 200;
const minute = 60_000;
const day = 24 * 60 * minute;

/** Eight working days up to the one that begins at `morning`, `perMinute` calls in each of their `hours`. */
export function companyDays(
  morning: number,
  { perMinute, hours }: { perMinute: number; hours: number },
  seed: number,
): CompanyDays {
  const draw = new Draw(seed);
  const calls: Told[][] = [];
  for (let back = 7; back >= 0; back -= 1) {
    const begins = morning - back * day;
    const count = Math.round(perMinute * hours * 60);
    for (let nth = 0; nth < count; nth += 1)
      calls.push(lifeOf(String(calls.length), begins + (nth / count) * hours * 60 * minute, draw));
  }
  const startOf = (index: number): number => calls[index]?.[0]?.asOf ?? Infinity;
  const firstFrom = (instant: number): number => {
    let [low, high] = [0, calls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(middle) < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const asOf = (told: readonly Told[], at: number): Call | undefined =>
    told.findLast((one) => one.asOf <= at)?.call;
  const listed = (from: number, to: number, at: number): Call[] =>
    calls
      .slice(firstFrom(from), firstFrom(Math.min(to, at)))
      .flatMap((told) => asOf(told, at) ?? [])
      .reverse();
  return {
    calls,
    listed,
    running: (at) => listed(at - 60 * minute, at, at).filter(({ state }) => state !== 'ended'),
  };
}

function lifeOf(id: string, startedAt: number, draw: Draw): Told[] {
  const at = Math.round(startedAt);
  const agentId = String(Math.floor(draw.unit() * people));
  const agent = { id: agentId, name: `Agent ${agentId}`, extension: null };
  const rang = aCall({
    ...{
      accountId: account,
      providerCallId: id,
      startedAt: at,
      state: 'ringing',
      outcome: null,
      agent: null,
    },
    ...{ answeredAt: null, endedAt: null, waitSeconds: null, talkSeconds: null },
  });
  const answeredAt = at + 5_000 + Math.round(draw.unit() * 20_000);
  const talks = draw.unit() < 0.75;
  const endedAt = answeredAt + (talks ? 20_000 + Math.round(draw.unit() * 400_000) : 1_000);
  const talked: Call = { ...rang, state: 'ongoing', answeredAt, agent };
  const ended: Call = {
    ...(talks ? talked : rang),
    state: 'ended',
    endedAt,
    outcome: talks ? 'answered' : 'missed',
  };
  const complete: Call = { ...ended, hasRecording: talks };
  return [
    { asOf: at, call: rang },
    ...(talks ? [{ asOf: answeredAt, call: talked }] : []),
    { asOf: endedAt, call: ended },
    { asOf: endedAt + 30_000, call: complete },
  ];
}

/** The relay's stream as its contract has it: one company, events framed once, everybody hears the same. */
export interface StreamHub {
  readonly openStream: OpenStream;
  /** What an event's data stands for. */
  facts(name: string): readonly LiveFact[];
  /** The relay is gone, or there again. */
  down(is: boolean): void;
}

interface Listener {
  push(text: string): void;
  end(): void;
}

/** @param lossShare of events that Aircall never delivers */
export function createHub(
  clock: Clock,
  days: CompanyDays,
  from: number,
  to: number,
  { seed, lossShare }: { readonly seed: number; readonly lossShare: number },
): StreamHub {
  const draw = new Draw(seed);
  const listeners = new Set<Listener>();
  const factsByName = new Map<string, readonly LiveFact[]>();
  let position = `${String(from)}-0`;
  let isDown = false;
  let nth = 0;

  const frame = (event: string, data: object): string =>
    `id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const send = (text: string): void => {
    for (const listener of listeners) listener.push(text);
  };

  const happen = async ({ asOf, call }: Told): Promise<void> => {
    // Aircall takes its time, and now and then asks a second time.
    const delivered = asOf + 200 + draw.unit() * 900;
    const isLost = draw.unit() < lossShare;
    await clock.sleep(delivered - clock.now());
    if (isLost || isDown) return;
    nth += 1;
    position = `${String(Math.floor(clock.now()))}-${String(nth)}`;
    const name = `fleet.${String(nth)}`;
    factsByName.set(name, [{ kind: 'call', asOf, call, rings: null, held: null, ivr: [] }]);
    send(frame(streamEvents.event, { event: name, timestamp: asOf / 1000, data: {} }));
  };
  const beat = async (): Promise<void> => {
    while (clock.now() < to) {
      await clock.sleep(heartbeatMs);
      send(':\n\n');
    }
  };
  for (const told of days.calls.flat()) if (told.asOf >= from && told.asOf < to) void happen(told);
  void beat();

  return {
    facts: (name) => factsByName.get(name) ?? [],
    down(is) {
      isDown = is;
      if (is) for (const listener of [...listeners]) listener.end();
    },
    openStream: async ({ headers, signal }) => {
      await clock.sleep(50, signal);
      if (isDown) return { status: 503, headers: new Headers(), body: emptyBody() };
      const last = headers['last-event-id'];
      const hello = frame(streamEvents.hello, { now: Math.round(clock.now()), polled: false });
      const gap = last === undefined || last === position ? '' : frame(streamEvents.gap, {});
      return { status: 200, headers: new Headers(), body: listening(listeners, hello + gap, signal) };
    },
  };
}

async function* emptyBody(): AsyncGenerator<string> {
  yield* [];
}

async function* listening(
  listeners: Set<Listener>,
  first: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const waiting: string[] = [first];
  let wake = (): void => undefined;
  const state = { isOver: false };
  const listener: Listener = {
    push(text) {
      waiting.push(text);
      wake();
    },
    end() {
      state.isOver = true;
      wake();
    },
  };
  const onAbort = (): void => listener.end();
  signal.addEventListener('abort', onAbort, { once: true });
  listeners.add(listener);
  try {
    while (!state.isOver) {
      if (waiting.length > 0) yield waiting.splice(0).join('');
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', onAbort);
    listeners.delete(listener);
  }
}
