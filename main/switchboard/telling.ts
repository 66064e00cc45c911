import type { AccountId } from '../../domain/account.ts';
import type { SwitchboardDelta } from '../../domain/live.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import type { Clock } from '../clock.ts';
import { mergeParts, type Part } from './merge-parts.ts';
import { changesOf, type LiveCallChange } from './part-changes.ts';

export interface TellingPorts {
  readonly clock: Clock;
  /** Something a reader sees has changed; `delta` as `switchboard.changed` has it. */
  readonly onChange: (sequence: number, delta: SwitchboardDelta | null) => void;
  /** A running call began, changed or is over, however that became known. */
  readonly onLiveCall: (change: LiveCallChange) => void;
}

/** Keeps the numbered snapshot and tells how it changes. */
export interface Telling {
  /** An account's part as it is now; told at once. */
  show(part: Part): void;
  /** The same for what may change many times a second: `read` is called when it is told, 20 times a second at most. */
  soon(accountId: AccountId, read: () => Part): void;
  forget(accountId: AccountId): void;
  /** With everything that is still to be told. */
  snapshot(): SwitchboardSnapshot;
  stop(): void;
}

const apartMs = 50;

export function createTelling({ clock, onChange, onLiveCall }: TellingPorts): Telling {
  const shown = new Map<AccountId, Part>();
  const waiting = new Map<AccountId, () => Part>();
  const stopping = new AbortController();
  let sequence = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let timed = false;

  const tell = (parts: readonly Part[], whole: boolean): void => {
    const people: SwitchboardDelta['people'] = [];
    const liveCalls: SwitchboardDelta['liveCalls'] = [];
    const over: SwitchboardDelta['over'] = [];
    const calls: LiveCallChange[] = [];
    let any = whole;
    let isDelta = !whole;
    for (const part of parts) {
      const changes = changesOf(shown.get(part.accountId), part);
      shown.set(part.accountId, part);
      any ||= changes.any;
      calls.push(...changes.calls);
      if (changes.delta === null) isDelta = false;
      people.push(...(changes.delta?.people ?? []));
      liveCalls.push(...(changes.delta?.liveCalls ?? []));
      over.push(...(changes.delta?.over ?? []));
    }
    if (!any) return;
    sequence += 1;
    onChange(sequence, isDelta ? { people, liveCalls, over } : null);
    for (const change of calls) onLiveCall(change);
  };

  const flush = (): void => {
    if (waiting.size === 0) return;
    toldAt = clock.now();
    const parts = [...waiting.values()].map((read) => read());
    waiting.clear();
    tell(parts, false);
  };

  const later = async (): Promise<void> => {
    timed = true;
    await clock.sleep(apartMs, stopping.signal).catch(() => undefined); // stopped: nobody is told any more
    timed = false;
    if (!stopping.signal.aborted) flush();
  };

  return {
    show(part) {
      waiting.delete(part.accountId);
      tell([part], false);
    },
    soon(accountId, read) {
      waiting.set(accountId, read);
      if (timed) return;
      // A clock that was set back must not hold it up.
      if (Math.abs(clock.now() - toldAt) >= apartMs) flush();
      else void later();
    },
    forget(accountId) {
      const before = shown.get(accountId);
      waiting.delete(accountId);
      if (before === undefined) return;
      shown.delete(accountId);
      tell([], true);
      for (const call of before.reading.liveCalls) onLiveCall({ before: call, after: null });
    },
    snapshot() {
      flush();
      return mergeParts([...shown.values()], sequence);
    },
    stop: () => stopping.abort(),
  };
}
