import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { Handlers } from '../../domain/contract.ts';
import { digitsOf } from '../../domain/folding.ts';
import type { StorageReading } from '../../domain/keeping.ts';
import type { AccountRegister } from '../accounts/account-register.ts';
import type { CallStore } from '../calls/call-store.ts';
import { spellingsOf } from '../calls/number-spellings.ts';
import { DeskError } from '../failures.ts';
import { createTurns } from '../in-turn.ts';
import type { KeptFile } from '../settings/kept-file.ts';
import type { SavedViews } from '../views/saved-views.ts';
import { createErasedPeople } from './erased-people.ts';
import { createRetention, type RetentionPorts } from './retention.ts';
import { speaksOf } from './speaks-of.ts';

export interface KeepingPorts extends RetentionPorts {
  readonly store: CallStore;
  readonly register: AccountRegister;
  readonly erasedFile: KeptFile;
  readonly savedViews: Pick<SavedViews, 'forget'>;
  /** Ends the export that runs and removes its file. */
  readonly cancelExport: () => Promise<void>;
  readonly homeCountry: () => string;
}

/** What is kept on this computer, for how long, and the erasing of a person. */
export interface Keeping {
  readonly handlers: Pick<Handlers, 'storage.read' | 'retention.write' | 'people.find' | 'people.erase'>;
  /** Start of the oldest call of an account that may be kept, epoch ms; null: all of them. For its sync. */
  keepFrom(id: AccountId): number | null;
  /** True for a call of somebody who was erased after it had begun. For every sync. */
  isUnwanted(call: Call): boolean;
  /** Calls of an account were stored. */
  pulled(id: AccountId): void;
  /** Looks where the limits are; for before anything is pulled. Never fails. */
  look(): Promise<void>;
  /** Removes what is beyond the limits, now and every day. */
  start(): void;
  stop(): Promise<void>;
  /** Name of the list of who was erased when it could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

const fewestDigits = 3;

export function createKeeping(ports: KeepingPorts): Keeping {
  const { store, register, announce, clock, log, homeCountry } = ports;
  const retention = createRetention(ports);
  const erased = createErasedPeople({ file: ports.erasedFile, clock, log });
  const oneByOne = createTurns();

  const storageReading = async (): Promise<StorageReading> => {
    const size = await store.size();
    return {
      bytes: size.bytes,
      accounts: register.list().map(({ id, retention: kept }) => {
        const stored = size.accounts.find(({ accountId }) => accountId === id);
        return {
          accountId: id,
          calls: stored?.calls ?? 0,
          earliest: stored?.earliest ?? null,
          retention: kept,
        };
      }),
    };
  };

  const checked = (number: string): string => {
    if (digitsOf(number).length < fewestDigits) throw new DeskError('invalid-request', { where: 'number' });
    return number;
  };

  /**
   * Remembered first: interrupted at any later step, no pull brings anything back, and erasing again ends it. An export
   * that runs may have written the person down already, so it is cancelled.
   */
  async function erase(number: string): Promise<number> {
    const country = homeCountry();
    const person = await store.person(number, country);
    // A provider's clock may run ahead of ours.
    erased.add(number, country, Math.max(clock.now(), (person.latest ?? -Infinity) + 1));
    if (person.calls > 0) await ports.cancelExport();
    const { erased: calls } = await store.erase(number, country);
    if (calls > 0) await ports.cancelExport();
    const { spellings } = spellingsOf(number, country);
    await ports.savedViews.forget(
      speaksOf({ numbers: spellings, names: person.names }),
      async (id) => (await store.detail(id)) === null,
    );
    for (const { id } of register.list()) announce.callsChanged({ accountId: id, changed: calls });
    log.info('person.erased');
    return calls;
  }

  return {
    keepFrom: (id) => retention.keepFrom(id),
    isUnwanted: (call) => erased.isUnwanted(call, homeCountry()),
    pulled: (id) => retention.pulled(id),
    look: () => retention.look(),
    start: () => retention.start(),
    stop: () => retention.stop(),
    keptAside: erased.keptAside,
    handlers: {
      'storage.read': storageReading,
      'retention.write': async ({ id, retention: limits }) => {
        await retention.set(id, limits);
        return storageReading();
      },
      'people.find': ({ number }) => store.person(checked(number), homeCountry()),
      'people.erase': ({ number }) => oneByOne(async () => ({ erased: await erase(checked(number)) })),
    },
  };
}
