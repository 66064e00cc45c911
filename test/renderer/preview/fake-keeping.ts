import type { Account } from '../../../domain/account.ts';
import type { Handlers } from '../../../domain/contract.ts';
import { keepEverything, type Retention, type StorageReading } from '../../../domain/keeping.ts';
import { dayMs } from './fake-accounts.ts';
import { fakeSync } from './fake-sync.ts';
import type { Scenario } from './scenario.ts';

type KeepingOperation = 'storage.read' | 'retention.write' | 'people.find' | 'people.erase';

/** About what a call takes with its indexes, bytes. */
const callBytes = 2_600;
/** A number that nobody has called from. */
const nobodys = /000\s*000$/u;

/** What is stored, and for how long, of the scenario's accounts. A number that ends in six zeros belongs to nobody. */
export function fakeKeeping(
  scenario: Scenario,
  accounts: () => readonly Account[],
): Pick<Handlers, KeepingOperation> {
  const { now } = scenario;
  const chosen = new Map<string, Retention>();
  const reading = (): StorageReading => {
    const stored = accounts().map((account) => {
      const { stored: calls, earliest } = fakeSync(account, scenario);
      return {
        accountId: account.id,
        calls,
        earliest,
        retention: chosen.get(account.id) ?? keepEverything,
      };
    });
    return { bytes: stored.reduce((sum, { calls }) => sum + calls * callBytes, 0), accounts: stored };
  };
  return {
    'storage.read': async () => reading(),
    'retention.write': async ({ id, retention }) => {
      chosen.set(id, retention);
      return reading();
    },
    'people.find': async ({ number }) =>
      nobodys.test(number)
        ? { number, names: [], calls: 0, earliest: null, latest: null }
        : {
            number: '+420606123456',
            names: ['Jan Novák', 'Novák Jan (Stavebniny Modřice)'],
            calls: 12,
            earliest: now - 172 * dayMs,
            latest: now - dayMs,
          },
    'people.erase': async () => ({ erased: 12 }),
  };
}
