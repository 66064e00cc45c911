import type { Handlers } from '../../../domain/contract.ts';
import type { ExportState } from '../../../domain/export.ts';
import type { FakeEvents } from './fake-events.ts';

type ExportOperation = 'exports.begin' | 'exports.read' | 'exports.cancel' | 'exports.reveal';

/** An export that is half done until it is cancelled. */
export function fakeExports(send: FakeEvents['send']): Pick<Handlers, ExportOperation> {
  let state: ExportState | null = null;
  const become = (next: ExportState): ExportState => {
    state = next;
    send('exports.changed', { state: next });
    return next;
  };
  return {
    'exports.begin': async ({ format }) =>
      become({
        phase: 'running',
        format,
        fileName: `calls.${format}`,
        written: 61_500,
        total: 123_456,
        failure: null,
      }),
    'exports.read': async () => state,
    'exports.cancel': async () => {
      if (state !== null) become({ ...state, phase: 'cancelled' });
      return { done: true };
    },
    'exports.reveal': async () => ({ done: true }),
  };
}
