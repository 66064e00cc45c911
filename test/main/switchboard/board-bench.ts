import type { AccountId } from '../../../domain/account.ts';
import type { SwitchboardDelta } from '../../../domain/live.ts';
import type { LiveCall, Person } from '../../../domain/switchboard.ts';
import { silentLog } from '../../../main/log.ts';
import type { SwitchboardReading, SwitchboardSource } from '../../../main/providers/provider.ts';
import { type SwitchboardWatch, watchSwitchboard } from '../../../main/switchboard/watch-switchboard.ts';
import type { LiveCallChange } from '../../../main/switchboard/part-changes.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

export const reading = (
  people: readonly Person[],
  liveCalls: readonly LiveCall[] = [],
): SwitchboardReading => ({ people, lines: [], groups: [], liveCalls, pbx: [] });

export interface FakeSource extends SwitchboardSource {
  readonly depths: string[];
  /** What each reading costs. */
  cost: number;
  answer: () => Promise<SwitchboardReading>;
}
/** Asking it for its calls is cheap unless told. */
export function fakeSource(first: SwitchboardReading, cheapCalls = true): FakeSource {
  let sent = 0;
  const source: FakeSource = {
    depths: [],
    cost: 0,
    answer: async () => first,
    read: (depth) => {
      source.depths.push(depth);
      sent += source.cost;
      return source.answer();
    },
    requestsSent: () => sent,
    cheapCalls,
  };
  return source;
}

export interface BoardBench {
  readonly clock: FakeClock;
  readonly watch: Omit<SwitchboardWatch, 'add'> & {
    add(accountId: AccountId, source: SwitchboardSource, limitPerMinute?: number): void;
  };
  readonly seen: {
    readonly changes: { readonly sequence: number; readonly delta: SwitchboardDelta | null }[];
    readonly calls: LiveCallChange[];
    readonly gone: AccountId[];
  };
}

/** A switchboard on a clock that stands still. */
export function boardBench(part: { random?: number; isAgent?: () => boolean } = {}): BoardBench {
  const clock = createFakeClock();
  const seen: BoardBench['seen'] = { changes: [], calls: [], gone: [] };
  const real = watchSwitchboard({
    clock,
    log: silentLog,
    random: () => part.random ?? 0,
    isAgent: part.isAgent ?? (() => false),
    onChange: (sequence, delta) => seen.changes.push({ sequence, delta }),
    onLiveCall: (change) => seen.calls.push(change),
    onCallGone: (id) => seen.gone.push(id),
  });
  const watch: BoardBench['watch'] = {
    ...real,
    add: (accountId, source, limitPerMinute = 60) => real.add(accountId, source, () => limitPerMinute),
  };
  return { clock, watch, seen };
}
