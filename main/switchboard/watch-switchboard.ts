import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { SwitchboardDelta } from '../../domain/live.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { LiveFact } from '../providers/live.ts';
import type { Pacing, SwitchboardSource } from '../providers/provider.ts';
import { type AccountBoard, createAccountBoard } from './account-board.ts';
import type { Part } from './merge-parts.ts';
import { directoryFreshMs, everythingEvery, nextReading } from './pace.ts';
import type { LiveCallChange } from './part-changes.ts';
import { createTelling } from './telling.ts';

export interface SwitchboardPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Something a reader sees has changed; `delta` as `switchboard.changed` has it. */
  readonly onChange: (sequence: number, delta: SwitchboardDelta | null) => void;
  /** A running call began, changed or is over, as events or readings tell. */
  readonly onLiveCall: (change: LiveCallChange) => void;
  /** A live call is no longer there, and no event said so: it should soon be in the call log. */
  readonly onCallGone: (accountId: AccountId) => void;
  /** Whether calls may ring for the person at this desk in an account, also while nobody looks. Asked at every turn. */
  readonly isAgent?: (accountId: AccountId) => boolean;
}

/** Keeps one numbered switchboard over all accounts current. */
export interface SwitchboardWatch {
  /**
   * Starts reading an account's part, or goes on with a new source keeping what was last read. `limitPerMinute`: what
   * the whole company may ask at present; readings take a quarter of it at most. `pause`: how much longer than usual
   * to wait between readings where others spend from that limit too; as long as usual when left out.
   */
  add(
    accountId: AccountId,
    source: SwitchboardSource,
    limitPerMinute: () => number,
    pause?: Pacing['pause'],
  ): void;
  /** Stops reading; `forget` also takes the part off the switchboard. Resolves when nothing of it runs any more. */
  remove(accountId: AccountId, how: 'keep' | 'forget'): Promise<void>;
  /** Reads again now: of one account, or of all; everything unless that was read within half a minute. */
  refresh(accountId?: AccountId): void;
  /** What events say. Nothing for an account that is not being read. */
  tell(accountId: AccountId, facts: readonly LiveFact[]): void;
  /** What a list of calls showed that was asked for at `askedAt`, epoch ms of this computer. */
  listed(accountId: AccountId, calls: readonly Call[], askedAt: number): void;
  /**
   * Whether events come for an account: readings become rare then, and are usual again at once when they cease.
   * `offsetMs`: what the provider's clock is ahead of this computer's.
   */
  follow(accountId: AccountId, live: boolean, offsetMs: number): void;
  /** Something of an account is to be looked at now, but for one that fails: its calls, or its state or directory as well. */
  look(accountId: AccountId, depth: 'everything' | 'state' | 'calls'): void;
  setVisible(visible: boolean): void;
  snapshot(): SwitchboardSnapshot;
  part(accountId: AccountId): Part | undefined;
  stop(): Promise<void>;
}

type Depth = 'everything' | 'state' | 'calls';

interface Watched {
  readonly board: AccountBoard;
  /** Set while the account is being read. */
  reader: { readonly stop: AbortController; readonly ended: Promise<void> } | null;
  /** Ends the pause before the next reading. */
  wake: AbortController;
  /** What somebody asked for. */
  wanted: Depth | null;
  /** What the last reading of each depth cost. */
  readonly requests: Record<Depth, number>;
  /** When the state was last read, and until when events came; this computer's epoch ms. */
  stateAt: number;
  toldUntil: number;
  /** Ends what waits for a phone to stop ringing by itself. */
  ending: AbortController;
}

/** What a reading may spend. */
interface Means {
  readonly limitPerMinute: () => number;
  readonly pause: (usualMs: number, requests: number) => number;
}

/** A state that events left open is asked for after this long at the earliest. */
const unsureMs = 30 * 60_000;
const depths: readonly Depth[] = ['calls', 'state', 'everything'];
const deeper = (a: Depth | null, b: Depth): Depth =>
  a === null || depths.indexOf(b) > depths.indexOf(a) ? b : a;

/** Reads each account in its own loop, so that one that hangs or fails never holds up the others. */
export function watchSwitchboard(ports: SwitchboardPorts): SwitchboardWatch {
  const { clock, log } = ports;
  const accounts = new Map<AccountId, Watched>();
  const telling = createTelling(ports);
  let visible = true;

  const wake = (watched: Watched): void => watched.wake.abort();
  const want = (watched: Watched, depth: Depth): void => {
    watched.wanted = deeper(watched.wanted, depth);
    // No back-off is cut short by it.
    if (watched.board.raw().failure === null) wake(watched);
  };

  const shown = (watched: Watched): Part => {
    const { part, unsure } = watched.board.shown();
    const open = unsure > 0 && watched.board.isLive() && clock.now() - watched.stateAt >= unsureMs;
    if (open && watched.wanted === null) want(watched, 'state');
    return part;
  };
  const show = (watched: Watched): Part => {
    const part = shown(watched);
    telling.show(part);
    void endLater(part.accountId, watched);
    return part;
  };
  const showSoon = (accountId: AccountId, watched: Watched): void => {
    telling.soon(accountId, () => shown(watched));
    void endLater(accountId, watched);
  };
  /** Looks again when a phone will have stopped ringing without anybody telling so. */
  const endLater = async (accountId: AccountId, watched: Watched): Promise<void> => {
    watched.ending.abort();
    const at = watched.board.nextEnd();
    if (at === null) return;
    const { signal } = (watched.ending = new AbortController());
    await clock.sleep(Math.max(at - clock.now(), 1), signal).catch(() => undefined); // something else came
    if (!signal.aborted && accounts.get(accountId) === watched) showSoon(accountId, watched);
  };

  const depthOf = (watched: Watched, usual: Depth, { pause }: Means): Depth => {
    const { board, requests } = watched;
    const { takenAt } = board.raw();
    // A reading from the future was taken before the clock was set back.
    const age = takenAt === null ? Infinity : Math.abs(clock.now() - Math.max(takenAt, watched.toldUntil));
    // In a crowded company people and lines wait longer than who is on a call: half of what readings may spend.
    if (age >= pause(everythingEvery(board.isLive()), 2 * requests.everything)) return 'everything';
    return watched.wanted ?? usual;
  };

  const readOnce = async (
    watched: Watched,
    source: SwitchboardSource,
    depth: Depth,
    signal: AbortSignal,
  ): Promise<boolean> => {
    const { board } = watched;
    watched.wanted = null;
    const sentBefore = source.requestsSent();
    const askedAt = clock.now();
    try {
      const reading = await source.read(depth, signal);
      if (signal.aborted) return false;
      const { requests } = watched;
      requests[depth] = source.requestsSent() - sentBefore;
      // Until it was seen, the state is taken to cost as much.
      if (depth === 'everything' && requests.state === 0) requests.state = requests.everything;
      if (depth !== 'calls') watched.stateAt = clock.now();
      const before = board.raw().reading.liveCalls;
      board.read(reading, depth, askedAt);
      const still = new Set(show(watched).reading.liveCalls.map(({ id }) => id));
      if (before.some(({ id }) => !still.has(id))) ports.onCallGone(board.raw().accountId);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const failure = toFailure(error);
      const { code, incidentId: incident = null } = failure;
      log.warn('switchboard.failed', { account: board.raw().accountId, code, incident });
      watched.wanted = deeper(watched.wanted, depth);
      board.failed(failure);
      show(watched);
      return false;
    }
  };

  const readOn = async (
    watched: Watched,
    source: SwitchboardSource,
    means: Means,
    signal: AbortSignal,
  ): Promise<void> => {
    const { board, requests } = watched;
    const { accountId } = board.raw();
    let failures = 0;
    let usual: Depth = 'state';
    while (!signal.aborted) {
      watched.wake = new AbortController();
      const depth = depthOf(watched, usual, means);
      failures = (await readOnce(watched, source, depth, signal)) ? 0 : failures + 1;
      const next = nextReading({
        attentive: visible || ports.isAgent?.(accountId) === true,
        live: board.isLive(),
        cheapCalls: source.cheapCalls === true,
        callsRun: board.raw().reading.liveCalls.length > 0,
        requests,
        limitPerMinute: means.limitPerMinute(),
        pause: means.pause,
        stateAgeMs: Math.abs(clock.now() - Math.max(watched.stateAt, watched.toldUntil)),
        failures,
        failure: board.raw().failure,
        now: clock.now(),
        random: ports.random(),
      });
      usual = next.depth;
      if (failures === 0 && watched.wanted !== null) continue;
      // Ends early when woken or stopped; the loop's condition tells which.
      await clock.sleep(next.in, AbortSignal.any([signal, watched.wake.signal])).catch(() => undefined);
    }
  };

  const halt = async (watched: Watched): Promise<void> => {
    const { reader } = watched;
    watched.reader = null;
    watched.ending.abort();
    reader?.stop.abort();
    await reader?.ended;
  };

  return {
    add(accountId, source, limitPerMinute, pause) {
      const known = accounts.get(accountId);
      const watched: Watched = known ?? {
        board: createAccountBoard(accountId, clock),
        reader: null,
        wake: new AbortController(),
        wanted: null,
        requests: { calls: 0, state: 0, everything: 0 },
        stateAt: Number.NEGATIVE_INFINITY,
        toldUntil: Number.NEGATIVE_INFINITY,
        ending: new AbortController(),
      };
      accounts.set(accountId, watched);
      watched.reader?.stop.abort();
      watched.wanted = 'everything';
      const stop = new AbortController();
      const means: Means = {
        limitPerMinute,
        pause: (usualMs, requests) => pause?.(usualMs, requests, 'switchboard') ?? usualMs,
      };
      watched.reader = { stop, ended: readOn(watched, source, means, stop.signal) };
      if (known === undefined) show(watched);
    },
    async remove(accountId, how) {
      const watched = accounts.get(accountId);
      if (watched === undefined) return;
      await halt(watched);
      if (how === 'keep') return;
      accounts.delete(accountId);
      telling.forget(accountId);
    },
    refresh(accountId) {
      for (const [id, watched] of accounts) {
        if (accountId !== undefined && id !== accountId) continue;
        const { takenAt } = watched.board.raw();
        // People and lines of a moment ago will do: reading them costs a large company dozens of requests.
        const isFresh = takenAt !== null && Math.abs(clock.now() - takenAt) < directoryFreshMs;
        watched.wanted = deeper(watched.wanted, isFresh ? 'state' : 'everything');
        wake(watched);
      }
    },
    tell(accountId, facts) {
      const watched = accounts.get(accountId);
      if (watched?.board.tell(facts) === true) showSoon(accountId, watched);
    },
    listed(accountId, calls, askedAt) {
      const watched = accounts.get(accountId);
      if (watched?.board.listed(calls, askedAt) === true) showSoon(accountId, watched);
    },
    follow(accountId, live, offsetMs) {
      const watched = accounts.get(accountId);
      if (watched === undefined) return;
      const was = watched.board.isLive();
      watched.board.follow(live, offsetMs);
      if (!was || live) return;
      watched.toldUntil = clock.now();
      // What was told of people is good for a moment longer; hundreds of desktops may have lost it together.
      want(watched, 'calls');
    },
    look(accountId, depth) {
      const watched = accounts.get(accountId);
      if (watched !== undefined) want(watched, depth);
    },
    setVisible(now) {
      if (now === visible) return;
      visible = now;
      if (!visible) return;
      for (const watched of accounts.values()) if (!watched.board.isLive()) want(watched, 'state');
    },
    snapshot: () => telling.snapshot(),
    part: (accountId) => accounts.get(accountId)?.board.raw(),
    async stop() {
      telling.stop();
      await Promise.all([...accounts.values()].map(halt));
    },
  };
}
