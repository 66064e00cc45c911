import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../../domain/sync.ts';
import { createStatusReport } from '../../../main/calls/status-report.ts';
import { aircallAccount } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

describe('the report of how an account is pulled', () => {
  it('holds mere progress back for a moment, and tells of a pause and its end at once', async () => {
    const clock = createFakeClock();
    const told: SyncStatus[] = [];
    const report = createStatusReport(aircallAccount, clock, (status) => told.push(status));
    report.change({ stored: 1 });
    expect(told).toMatchObject([{ stored: 1 }]);
    report.change({ stored: 2 });
    expect(told).toHaveLength(1);
    report.change({ paused: 'person' });
    expect(told.at(-1)).toMatchObject({ stored: 2, paused: 'person' });
    report.change({ paused: null });
    expect(told.at(-1)).toMatchObject({ paused: null });
    expect(told).toHaveLength(3);
    report.change({ stored: 3 });
    await clock.advance(500);
    report.change({ stored: 4 });
    expect(told.at(-1)).toMatchObject({ stored: 4 });
    expect(told).toHaveLength(4);
  });
});
