import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { Handlers } from '../../domain/contract.ts';
import { digitsOf } from '../../domain/folding.ts';
import type { StorageReading } from '../../domain/keeping.ts';
import type { AccountRegister } from '../accounts/account-register.ts';
import type { CallStore, Erasure } from '../calls/call-store.ts';
import { spellingsOf } from '../calls/number-spellings.ts';
import { DeskError, toFailure } from '../failures.ts';
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
  /** Removes reminders of a person, whose number is written in one of these ways. */
  readonly forgetFollowUps: (numbers: readonly string[]) => void;
  /** Ends the export that runs and removes its file. */
  readonly cancelExport: () => Promise<void>;
  readonly homeCountry: () => string;
}

/** What is kept on this computer, for how long, and the erasing of a person. */
export interface Keeping {
  readonly handlers: Pick<Handlers, 'storage.read' | 'retention.write' | 'people.find' | 'people.erase'>;
  /** Start of the oldest call of an account that may be kept, epoch ms; null: all of them. For its sync. */
  keepFrom(id: AccountId): number | null;
  /** A call as it may be stored: null when it is of somebody who was erased after it had begun. For every sync. */
  withoutErased(call: Call): Call | null;
  /** Calls of an account were stored. */
  pulled(id: AccountId): void;
  /** Looks where the limits are and who was being erased; for before anything is pulled. Never fails. */
  look(): Promise<void>;
  /** Removes what is beyond the limits, now and every day, and ends erasures that were cut short. */
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

  const remember = ({ number, homeCountry: country, until }: Erasure): void =>
    erased.add(number, country, until);

  /** Interrupted at any step, the next start does all of them again. */
  async function finish(erasure: Erasure): Promise<number> {
    const { number, homeCountry: country, names, until } = erasure;
    const { erased: calls } = await store.erase(number, country, until);
    if (calls > 0) await ports.cancelExport();
    const { spellings } = spellingsOf(number, country);
    await ports.savedViews.forget(
      speaksOf({ numbers: spellings, names }),
      async (id) => (await store.detail(id)) === null,
    );
    ports.forgetFollowUps(spellings);
    await store.endErasure(erasure);
    for (const { id } of register.list()) announce.callsChanged({ accountId: id, changed: calls });
    log.info('person.erased');
    return calls;
  }

  /**
   * Written down first, beside the calls; and remembered before any of them goes, so that no pull brings it back. An
   * export that runs may have written the person down already, so it is cancelled.
   */
  async function erase(typed: string): Promise<number> {
    const country = homeCountry();
    const { number, names, calls, latest } = await store.person(typed, country);
    if (calls > 0) await ports.cancelExport();
    // A provider's clock may run ahead of ours.
    const until = Math.max(clock.now(), (latest ?? -Infinity) + 1);
    const erasure = { number, homeCountry: country, names, until };
    await store.beginErasure(erasure);
    try {
      remember(erasure);
    } catch (error) {
      // Nothing was done, and who asked is told so.
      await store.endErasure(erasure);
      throw error;
    }
    return finish(erasure);
  }

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn('erasing.failed', { code: toFailure(error).code });
    }
  };

  return {
    keepFrom: (id) => retention.keepFrom(id),
    withoutErased: (call) =>
      erased.isUnwanted(call, homeCountry()) ? null : erased.withoutTarget(call, homeCountry()),
    pulled: (id) => retention.pulled(id),
    look: async () => {
      await attempt(async () => {
        for (const erasure of await store.erasures()) remember(erasure);
      });
      await retention.look();
    },
    start: () => {
      void oneByOne(() =>
        attempt(async () => {
          for (const erasure of await store.erasures()) await finish(erasure);
        }),
      );
      retention.start();
    },
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
