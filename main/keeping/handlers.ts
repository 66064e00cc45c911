import type { Handlers } from '../../domain/contract.ts';
import type { AccountRegister } from '../accounts/account-register.ts';
import type { Announcements } from '../announcements.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';

export interface KeepingPorts {
  readonly store: CallStore;
  readonly register: AccountRegister;
  readonly erasedFile: KeptFile;
  readonly announce: Pick<Announcements, 'callsChanged'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly homeCountry: () => string;
}

export type KeepingHandlers = Pick<
  Handlers,
  'storage.read' | 'retention.write' | 'people.find' | 'people.erase'
>;

const notYet = async (): Promise<never> => {
  throw new DeskError('unexpected', { where: 'keeping' });
};

/** What is kept on this computer, for how long, and the erasing of a person. */
export const createKeepingHandlers = (_ports: KeepingPorts): KeepingHandlers => ({
  'storage.read': notYet,
  'retention.write': notYet,
  'people.find': notYet,
  'people.erase': notYet,
});
