import type { AccountId } from '../../domain/account.ts';
import type { SwitchboardDelta } from '../../domain/live.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { Pacing, SwitchboardSource } from '../providers/provider.ts';
import { emptyReading, mergeParts, type Part, samePart } from './merge-parts.ts';
import { directoryFreshMs, everythingMs, nextReadingIn } from './pace.ts';

export interface SwitchboardPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Something a reader sees has changed; `delta` as `switchboard.changed` has it. */
  readonly onChange: (sequence: number, delta: SwitchboardDelta | null) => void;
  /** A live call is no longer there: it should soon be in the call log. */
  readonly onCallGone: (accountId: AccountId) => void;
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
  setVisible(visible: boolean): void;
  snapshot(): SwitchboardSnapshot;
  part(accountId: AccountId): Part | undefined;
  stop(): Promise<void>;
}

interface Watched {
  part: Part;
  /** Set while the account is being read. */
  reader: { readonly stop: AbortController; readonly ended: Promise<void> } | null;
  /** Ends the pause before the next reading. */
  wake: AbortController;
  wantsEverything: boolean;
  /** What the last reading of everything cost. */
  wholeRequests: number;
}

/** What a reading may spend. */
interface Means {
  readonly limitPerMinute: () => number;
  readonly pause: (usualMs: number, requests: number) => number;
}

/** Reads each account in its own loop, so that one that hangs or fails never holds up the others. */
export function watchSwitchboard(ports: SwitchboardPorts): SwitchboardWatch {
  const { clock, log } = ports;
  const accounts = new Map<AccountId, Watched>();
  let sequence = 0;
  let visible = true;

  const changed = (): void => {
    sequence += 1;
    ports.onChange(sequence, null);
  };
  const replace = (watched: Watched, part: Part): void => {
    const before = watched.part;
    watched.part = part;
    if (!samePart(before, part)) changed();
    const stillLive = new Set(part.reading.liveCalls.map((call) => call.id));
    if (before.reading.liveCalls.some((call) => !stillLive.has(call.id))) ports.onCallGone(part.accountId);
  };

  const readOnce = async (
    watched: Watched,
    source: SwitchboardSource,
    { pause }: Means,
    signal: AbortSignal,
  ): Promise<boolean> => {
    const { accountId, takenAt } = watched.part;
    // A reading from the future was taken before the clock was set back.
    const age = takenAt === null ? Infinity : Math.abs(clock.now() - takenAt);
    // In a crowded company people and lines wait longer than who is on a call: half of what readings may spend.
    const whole = watched.wantsEverything || age >= pause(everythingMs, 2 * watched.wholeRequests);
    watched.wantsEverything = false;
    const sentBefore = source.requestsSent();
    try {
      const reading = await source.read(whole ? 'everything' : 'state', signal);
      if (signal.aborted) return false;
      if (whole) watched.wholeRequests = source.requestsSent() - sentBefore;
      replace(watched, { accountId, reading, takenAt: whole ? clock.now() : takenAt, failure: null });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const failure = toFailure(error);
      log.warn('switchboard.failed', {
        account: accountId,
        code: failure.code,
        incident: failure.incidentId ?? null,
      });
      watched.wantsEverything = whole;
      replace(watched, { ...watched.part, failure });
      return false;
    }
  };

  const readOn = async (
    watched: Watched,
    source: SwitchboardSource,
    means: Means,
    signal: AbortSignal,
  ): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      watched.wake = new AbortController();
      const sentBefore = source.requestsSent();
      failures = (await readOnce(watched, source, means, signal)) ? 0 : failures + 1;
      const requests = source.requestsSent() - sentBefore;
      const pause = nextReadingIn({
        visible,
        callsLive: watched.part.reading.liveCalls.length > 0,
        requests,
        limitPerMinute: means.limitPerMinute(),
        pause: (usualMs) => means.pause(usualMs, requests),
        failures,
        failure: watched.part.failure,
        now: clock.now(),
        random: ports.random(),
      });
      // Ends early when woken or stopped; the loop's condition tells which.
      await clock.sleep(pause, AbortSignal.any([signal, watched.wake.signal])).catch(() => undefined);
    }
  };

  const halt = async (watched: Watched): Promise<void> => {
    const { reader } = watched;
    watched.reader = null;
    reader?.stop.abort();
    await reader?.ended;
  };
  const wake = (watched: Watched): void => watched.wake.abort();

  return {
    add(accountId, source, limitPerMinute, pause) {
      const watched = accounts.get(accountId) ?? {
        part: { accountId, reading: emptyReading, takenAt: null, failure: null },
        reader: null,
        wake: new AbortController(),
        wantsEverything: true,
        wholeRequests: 0,
      };
      const known = accounts.has(accountId);
      accounts.set(accountId, watched);
      watched.reader?.stop.abort();
      watched.wantsEverything = true;
      const stop = new AbortController();
      const means: Means = {
        limitPerMinute,
        pause: (usualMs, requests) => pause?.(usualMs, requests, 'switchboard') ?? usualMs,
      };
      watched.reader = { stop, ended: readOn(watched, source, means, stop.signal) };
      if (!known) changed();
    },
    async remove(accountId, how) {
      const watched = accounts.get(accountId);
      if (watched === undefined) return;
      await halt(watched);
      if (how === 'keep') return;
      accounts.delete(accountId);
      changed();
    },
    refresh(accountId) {
      for (const [id, watched] of accounts) {
        if (accountId !== undefined && id !== accountId) continue;
        const { takenAt } = watched.part;
        // People and lines of a moment ago will do: reading them costs a large company dozens of requests.
        watched.wantsEverything ||= takenAt === null || Math.abs(clock.now() - takenAt) >= directoryFreshMs;
        wake(watched);
      }
    },
    setVisible(now) {
      if (now === visible) return;
      visible = now;
      if (visible) for (const watched of accounts.values()) wake(watched);
    },
    snapshot: () =>
      mergeParts(
        [...accounts.values()].map((watched) => watched.part),
        sequence,
      ),
    part: (accountId) => accounts.get(accountId)?.part,
    async stop() {
      await Promise.all([...accounts.values()].map(halt));
    },
  };
}
