import type { Account } from '../../../domain/account.ts';
import { operationNames, type OperationName } from '../../../domain/channels.ts';
import type { Bridge, Handlers, Input, Output } from '../../../domain/contract.ts';
import type { Result } from '../../../domain/failure.ts';
import type { SettingsReading } from '../../../domain/settings.ts';
import { fakeAccounts } from './fake-accounts.ts';
import { fakeActing } from './fake-acting.ts';
import { fakeAlerts } from './fake-alerts.ts';
import { fakeBoard } from './fake-board.ts';
import { fakeCalls } from './fake-calls.ts';
import { fakeExports } from './fake-exports.ts';
import { fakeKeeping } from './fake-keeping.ts';
import { fakeLive } from './fake-live.ts';
import { fakeViews } from './fake-views.ts';
import { FakeFailure } from './fake-failure.ts';
import { createFakeEvents, type FakeEvents } from './fake-events.ts';
import { fakeSignIn } from './fake-sign-in.ts';
import { fakeSyncing } from './fake-sync.ts';
import type { Scenario } from './scenario.ts';

/** The bridge of a scenario and the means to make things happen in it, for tests and for the console. */
export interface FakeBridge {
  readonly bridge: Bridge;
  readonly send: FakeEvents['send'];
}

/** Operations that the scenarios `loading` and `error` hold back. Accounts and settings are always readable. */
const heldBack: ReadonlySet<OperationName> = new Set<OperationName>([
  'calls.page',
  'calls.days',
  'calls.detail',
  'calls.facets',
  'switchboard.read',
]);

/** The account as it reads after so many more requests: every reading finds the budget moved on, as in the app. */
function afterRequests(account: Account, requests: number): Account {
  const { budget } = account.health;
  if (!budget) return account;
  const usedLastMinute = budget.usedLastMinute + requests;
  return { ...account, health: { ...account.health, budget: { ...budget, usedLastMinute } } };
}

/** A bridge that plays a scenario in memory: what main would do, without main. */
export function createFakeBridge(scenario: Scenario): FakeBridge {
  const { events, send } = createFakeEvents();
  let accounts = fakeAccounts(scenario);
  let reading: SettingsReading = {
    settings: scenario.settings,
    keptAside: scenario.keptAside,
  };
  let accountReadings = 0;
  const accountOf = (id: string): Account => {
    const found = accounts.find((account) => account.id === id);
    if (!found) throw new FakeFailure({ code: 'not-found' });
    return found;
  };
  const keep = (account: Account): Account => {
    const isKnown = accounts.some(({ id }) => id === account.id);
    accounts = isKnown ? accounts.map((a) => (a.id === account.id ? account : a)) : [...accounts, account];
    send('accounts.changed', {});
    return account;
  };

  const handlers: Handlers = {
    'app.ready': async () => ({
      version: '0.1.0',
      systemLocale: 'cs-CZ',
      platform: 'linux',
      demo: scenario.demo,
    }),
    'settings.read': async () => reading,
    'settings.write': async (change) => {
      // A partial without the absent keys is a change of the present ones only.
      reading = { ...reading, settings: { ...reading.settings, ...present(change) } };
      return reading;
    },
    'secrets.read': async () => scenario.secrets,
    ...fakeSignIn(scenario, { list: () => accounts, keep }, send),
    ...fakeActing(scenario, {
      list: () => accounts,
      keep,
      remove: (id) => {
        accounts = accounts.filter((account) => account.id !== id);
        send('accounts.changed', {});
      },
    }),
    'accounts.list': async () => {
      accountReadings += 1;
      return accounts.map((account) => afterRequests(account, accountReadings));
    },
    'accounts.update': async ({ id, ...change }) => keep({ ...accountOf(id), ...present(change) }),
    'accounts.recheck': async ({ id }) => keep(accountOf(id)),
    'accounts.signOut': async ({ id, forgetCalls }) => {
      if (forgetCalls) accounts = accounts.filter((account) => account.id !== id);
      else keep({ ...accountOf(id), status: 'signed-out' });
      return accounts;
    },
    ...fakeCalls(scenario, send),
    ...fakeViews(scenario, send),
    ...fakeKeeping(scenario, () => accounts),
    ...fakeExports(scenario, send),
    ...fakeSyncing(scenario, () => accounts, send),
    ...fakeBoard(scenario, send),
    ...fakeLive(scenario, () => accounts, send),
    ...fakeAlerts(scenario, send),
  };

  const answer =
    <N extends OperationName>(name: N) =>
    async (input: Input<N>): Promise<Result<Output<N>>> => {
      if (heldBack.has(name) && scenario.name === 'loading') return new Promise(() => undefined);
      if (heldBack.has(name) && scenario.failure) return { ok: false, failure: { code: scenario.failure } };
      const run: (input: Input<N>) => Promise<Output<N>> = handlers[name];
      try {
        return { ok: true, value: await run(input) };
      } catch (error) {
        if (error instanceof FakeFailure) return { ok: false, failure: error.failure };
        throw error;
      }
    };
  // Every name is mapped to its own answer; `fromEntries` only knows the union of them.
  const operations = Object.fromEntries(
    operationNames.map((name) => [name, answer(name)]),
  ) as Bridge['operations'];
  return { bridge: { operations, events }, send };
}

/** The keys of a change that are really there, with their `undefined` taken away. */
function present<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  // Taking entries out of an object leaves an object with fewer of the same keys.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
