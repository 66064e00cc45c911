import type { Handlers } from '../../domain/contract.ts';
import type { Announcements } from '../announcements.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';

export interface ViewPorts {
  readonly viewsFile: KeptFile;
  readonly announce: Pick<Announcements, 'viewsChanged'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

export type ViewHandlers = Pick<
  Handlers,
  'views.list' | 'views.save' | 'views.remove' | 'views.order' | 'desk.read' | 'desk.write'
>;

const notYet = async (): Promise<never> => {
  throw new DeskError('unexpected', { where: 'views' });
};

/** Saved views, and how the desk was left. */
export const createViewHandlers = (_ports: ViewPorts): ViewHandlers => ({
  'views.list': notYet,
  'views.save': notYet,
  'views.remove': notYet,
  'views.order': notYet,
  'desk.read': notYet,
  'desk.write': notYet,
});
