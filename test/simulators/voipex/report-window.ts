import type { WorldCall } from '../world/world.ts';
import { writtenAt } from './call-row.ts';
import { dayStart } from './moments.ts';
import type { Pbx } from './pbx.ts';
import { homeZone, type Query } from './query.ts';

export interface ReportWindow {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly zone: string;
}

/** The window of a report, epoch ms; today until now when none is given (the server's default is unpublished [I]). */
export function reportWindow(query: Query, now: number): ReportWindow {
  const zone = query.zone();
  return {
    from: query.moment('startTime', zone) ?? dayStart(now, homeZone),
    to: Math.min((query.moment('endTime', zone) ?? now) + 1, now + 1),
    zone,
  };
}

/** Calls of the window that are over and written, oldest first. */
export function* writtenCalls(
  { world, clock, switches }: Pbx,
  { from, to }: ReportWindow,
): Generator<WorldCall> {
  const now = clock.now();
  const end = world.indexAt('voipex', to);
  for (let index = world.indexAt('voipex', from); index < end; index++) {
    const call = world.call('voipex', index);
    if (writtenAt(call, switches()) <= now) yield call;
  }
}
