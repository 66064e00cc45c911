import fs from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { type Account, AccountId } from '../../domain/account.ts';
import { anyCall } from '../../domain/call.ts';
import type { SignInRequest } from '../../domain/sign-in.ts';
import type { KeychainReading } from '../../main/auth/keychain.ts';
import { aCall } from './calls.ts';
import { type BenchPorts, type DeskBench, openDeskBench, scratchProfile } from './desk-bench.ts';
import { createFakeKeychain, type FakeKeychain, opens } from './fake-keychain.ts';
import { type FakeCompany, fakeCompany } from './fake-provider.ts';

/** What every story about the desk starts from: two companies with two calls each, a keychain, a desk not yet started. */
export interface DeskStory {
  profile: string;
  keychain: FakeKeychain;
  aircall: FakeCompany;
  voipex: FakeCompany;
  bench: DeskBench;
  /** The app quits and is started again on the same profile. */
  restart(openKeychain?: () => Promise<KeychainReading>): Promise<void>;
  /** The app quits and is opened again with other parts, not started yet. */
  reopen(parts?: Partial<BenchPorts>): Promise<void>;
  /** How many calls the list shows. */
  total(): Promise<number>;
  /** Resolves when the list shows this many calls. */
  pulled(calls: number): Promise<void>;
  /** The one account there is. */
  account(): Promise<Account>;
}

/** Registers the set-up and tear-down with the test file; the parts are fresh for each test. */
export function tellDeskStory(): DeskStory {
  const openWith = (parts: Partial<BenchPorts> = {}): Promise<DeskBench> =>
    openDeskBench(story.profile, {
      openKeychain: opens(story.keychain),
      providers: [story.aircall.provider, story.voipex.provider],
      ...parts,
    });
  // The parts are put in before each test; nothing can be read earlier.
  const story = {
    async reopen(parts) {
      await story.bench.stop();
      story.bench = await openWith(parts);
    },
    async restart(openKeychain) {
      await story.reopen(openKeychain === undefined ? {} : { openKeychain });
      await story.bench.desk.start();
    },
    total: async () =>
      (await story.bench.ask('calls.page', { filter: anyCall, anchor: null, offset: 0, limit: 10 })).total
        .count,
    pulled: (calls) => story.bench.until(async () => (await story.total()) === calls),
    async account() {
      const [account, ...others] = await story.bench.ask('accounts.list', {});
      if (account === undefined || others.length > 0) throw new Error('expected exactly one account');
      return account;
    },
  } as DeskStory;

  beforeEach(async () => {
    story.profile = scratchProfile();
    story.keychain = createFakeKeychain();
    story.aircall = fakeCompany('aircall', {
      'key-of-lumora': 'Lumora',
      'second-key-of-lumora': 'Lumora',
      'key-of-orbita': 'Orbita',
    });
    story.voipex = fakeCompany('voipex', { 'password-of-jana': 'jana@lumora.example' });
    const startedAt = Date.now() - 3_600_000;
    for (const company of [story.aircall, story.voipex]) {
      company.calls = (accountId) =>
        ['1', '2'].map((providerCallId, n) =>
          aCall({
            accountId: AccountId.parse(accountId),
            providerCallId,
            startedAt: startedAt + n,
            providerPage: `https://pages.${company.provider.id}.example/calls/${providerCallId}`,
          }),
        );
    }
    story.bench = await openWith();
  });
  afterEach(async () => {
    await story.bench.stop();
    fs.rmSync(story.profile, { recursive: true, force: true });
  });
  return story;
}

/** Signing in with an Aircall API token; `renew` names an account to sign in to again. */
export const withKey = (
  apiToken: string,
  renew: string | null = null,
  label: string | null = null,
): SignInRequest => ({
  way: 'aircall-api-key',
  label,
  renew,
  apiId: 'id',
  apiToken,
});

/** Signing in with a VoIPEX password. */
export const withPassword = (password: string, renew: string | null = null): SignInRequest => ({
  way: 'voipex-password',
  label: null,
  renew,
  email: 'jana@lumora.example',
  password,
});
