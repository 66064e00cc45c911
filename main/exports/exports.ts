import type { Handlers } from '../../domain/contract.ts';
import type { Announcements } from '../announcements.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';

export interface ExportPorts {
  readonly store: Pick<CallStore, 'slice' | 'counts'>;
  readonly announce: Pick<Announcements, 'exportsChanged'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks where to save; null when the person chose nothing. `extension` without a dot. */
  chooseFile(suggestion: { readonly name: string; readonly extension: string }): Promise<string | null>;
  /** Shows a file in its folder. */
  revealFile(file: string): Promise<void>;
}

export interface Exports {
  readonly handlers: Pick<Handlers, 'exports.begin' | 'exports.read' | 'exports.cancel' | 'exports.reveal'>;
  /** Ends what runs and removes what it wrote; for when the app quits. */
  stop(): Promise<void>;
}

const notYet = async (): Promise<never> => {
  throw new DeskError('unexpected', { where: 'exports' });
};

/** Writes the calls of a filter into a file. */
export const createExports = (_ports: ExportPorts): Exports => ({
  handlers: {
    'exports.begin': notYet,
    'exports.read': notYet,
    'exports.cancel': notYet,
    'exports.reveal': notYet,
  },
  stop: () => Promise.resolve(),
});
