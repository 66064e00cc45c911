import type { Handlers } from '../../../domain/contract.ts';
import type { ExportState } from '../../../domain/export.ts';
import type { FakeEvents } from './fake-events.ts';
import type { FakeExportPhase, Scenario } from './scenario.ts';

type ExportOperation = 'exports.begin' | 'exports.read' | 'exports.cancel' | 'exports.reveal';

const running: ExportState = {
  phase: 'running',
  format: 'xlsx',
  fileName: 'hovory-2026-11-21.xlsx',
  written: 61_500,
  total: 123_456,
  failure: null,
};
const found: Readonly<Record<FakeExportPhase, ExportState>> = {
  running,
  counting: { ...running, written: 0, total: null },
  done: { ...running, phase: 'done', written: 123_456 },
  failed: { ...running, phase: 'failed', failure: { code: 'disk-full' } },
};

/** An export that is half done until it is cancelled. */
export function fakeExports(
  { exporting }: Scenario,
  send: FakeEvents['send'],
): Pick<Handlers, ExportOperation> {
  let state: ExportState | null = exporting === null ? null : found[exporting];
  const become = (next: ExportState): ExportState => {
    state = next;
    send('exports.changed', { state: next });
    return next;
  };
  return {
    'exports.begin': async ({ format }) => become({ ...running, format, fileName: `calls.${format}` }),
    'exports.read': async () => state,
    'exports.cancel': async () => {
      if (state !== null) become({ ...state, phase: 'cancelled' });
      return { done: true };
    },
    'exports.reveal': async () => ({ done: true }),
  };
}
