import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { onTestFinished } from 'vitest';
import type { AccountId } from '../../../domain/account.ts';
import { RedeemRequest, type RedeemReply } from '../../../domain/relay.ts';
import type { SignInAttempt } from '../../../domain/sign-in.ts';
import type { Keychain } from '../../../main/auth/keychain.ts';
import { DeskError } from '../../../main/failures.ts';
import type { HttpReply, HttpRequest } from '../../../main/http.ts';
import type { Log } from '../../../main/log.ts';
import { createAircall } from '../../../main/providers/aircall/index.ts';
import { documentedEndpoints } from '../../../main/providers/endpoints.ts';
import type { SignInGrant } from '../../../main/providers/provider.ts';
import {
  type AttemptPlan,
  type AttemptPorts,
  type Attempts,
  createAttempts,
} from '../../../main/sign-in/attempts.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeKeychain, type FakeKeychain } from '../../support/fake-keychain.ts';
import { reply } from '../providers/session-context.ts';

export const relay = 'https://relay.example';
export const entry = 'attempt-bench';
export const account: AccountId = 'aircall:testacct1';

export const throughRelay: AttemptPlan = {
  way: 'aircall-oauth',
  label: null,
  renew: null,
  relay,
  client: null,
  draftId: null,
};

export const secretOfClient = 'client-secret-canary';
export const ownClient = {
  clientId: 'client-1',
  clientSecret: secretOfClient,
  callbackUrl: 'https://intranet.example/callback',
};
export const withOwnClient: AttemptPlan = {
  ...throughRelay,
  way: 'aircall-own-client',
  relay: null,
  client: ownClient,
};

/** A relay as a desktop meets it: which handles it knows, for which challenge, and what it was asked. */
export interface ScriptedRelay {
  readonly results: Map<string, { readonly challenge: string; readonly result: RedeemReply }>;
  readonly redeems: RedeemRequest[];
  readonly acks: string[];
  /** Called before each answer; what it gives is the answer, what it throws is the failure. */
  interfere(path: string): HttpReply | null | Promise<HttpReply | null>;
  /** Called once the answer is made, before it arrives: throw to lose it. */
  loseReply(path: string): void;
}

export interface AttemptsBench {
  readonly attempts: Attempts;
  readonly clock: FakeClock;
  readonly keychain: FakeKeychain;
  readonly relay: ScriptedRelay;
  readonly opened: string[];
  readonly logged: string[];
  readonly finished: { readonly plan: AttemptPlan; readonly grant: SignInGrant }[];
  readonly restored: { times: number };
  /** What keeping a grant does; resolves with the account. */
  finish(plan: AttemptPlan, signal: AbortSignal): Promise<AccountId | null>;
  /** Resolves once the attempt shows this stage. */
  reaches(stage: SignInAttempt['stage']): Promise<SignInAttempt>;
  /** The browser's query at the newest start or consent page. */
  query(this: void): URLSearchParams;
  /** The relay has a result for the newest attempt; gives the handle. */
  granted(result?: RedeemReply): string;
  /** The deep link of the newest attempt comes. */
  comesBack(back: { handle?: string; error?: string; state?: string }): void;
  /** Another run of the app over the same keychain. */
  restart(): Promise<AttemptsBench>;
}

export type BenchChoice = Partial<
  Pick<AttemptPorts, 'keychain' | 'openBrowser' | 'clientOf' | 'copyText'>
> & {
  readonly over?: {
    readonly clock: FakeClock;
    readonly keychain: FakeKeychain;
    readonly relay: ScriptedRelay;
  };
};

const token: RedeemReply = { provider: 'aircall', accessToken: 'access-token-canary' };

function createScriptedRelay(): ScriptedRelay {
  return {
    results: new Map(),
    redeems: [],
    acks: [],
    interfere: () => null,
    loseReply: () => undefined,
  };
}

async function answerOf(scripted: ScriptedRelay, path: string, request: HttpRequest): Promise<HttpReply> {
  const interference = await scripted.interfere(path);
  if (interference !== null) return interference;
  const asked = RedeemRequest.parse(JSON.parse(request.body ?? ''));
  if (path === '/ack') {
    scripted.acks.push(asked.h);
    return reply(204, '');
  }
  scripted.redeems.push(asked);
  const result = scripted.results.get(asked.h);
  if (result === undefined) return reply(404, { error: 'unknown' });
  const challenge = createHash('sha256').update(asked.v).digest('base64url');
  return result.challenge === challenge ? reply(200, result.result) : reply(403, { error: 'wrong-verifier' });
}

let handles = 0;
/** A handle as the relay makes them. */
export const aHandle = (): string =>
  createHash('sha256')
    .update(`handle ${String((handles += 1))}`)
    .digest('base64url');

/** Attempts over a fake clock and keychain and a scripted relay, for the length of the test. */
export function openAttempts(chosen: BenchChoice = {}): AttemptsBench {
  const { over, ...ports } = chosen;
  const clock = over?.clock ?? createFakeClock();
  const keychain = over?.keychain ?? createFakeKeychain();
  const scripted = over?.relay ?? createScriptedRelay();
  const opened: string[] = [];
  const logged: string[] = [];
  const watchers = new Set<() => void>();
  const line = (event: string, facts = {}): void => void logged.push(`${event} ${JSON.stringify(facts)}`);
  const log: Log = { info: line, warn: line, error: line };
  const attempts = createAttempts({
    clock,
    log,
    http: async (request) => {
      request.signal?.throwIfAborted();
      const path = new URL(request.url).pathname;
      const answer = await answerOf(scripted, path, request);
      scripted.loseReply(path);
      request.signal?.throwIfAborted();
      return answer;
    },
    providers: [createAircall(documentedEndpoints.aircall, () => 0.5)],
    scheme: 'dev.switchdeck',
    keychain: async (): Promise<Keychain> => keychain,
    entry,
    openBrowser: async (url) => void opened.push(url),
    copyText: async () => undefined,
    clientOf: async () => null,
    onChange: () => {
      for (const watcher of [...watchers]) watcher();
    },
    onRestored: () => {
      bench.restored.times += 1;
    },
    finish: async (plan, grant, signal) => {
      bench.finished.push({ plan, grant });
      return bench.finish(plan, signal);
    },
    ...ports,
  });
  onTestFinished(() => attempts.stop());
  const query = (): URLSearchParams => new URL(opened.at(-1) ?? 'nothing:').searchParams;

  const bench: AttemptsBench = {
    attempts,
    clock,
    keychain,
    relay: scripted,
    opened,
    logged,
    finished: [],
    restored: { times: 0 },
    finish: async () => account,
    reaches: (stage) =>
      new Promise((resolve) => {
        const look = (): void => {
          const shown = attempts.current();
          if (shown?.stage !== stage) return;
          watchers.delete(look);
          resolve(shown);
        };
        watchers.add(look);
        look();
      }),
    query,
    granted(result = token) {
      const handle = aHandle();
      scripted.results.set(handle, { challenge: query().get('c') ?? '', result });
      return handle;
    },
    comesBack({ handle, error, state }) {
      attempts.receive({
        kind: 'callback',
        state: state ?? query().get('s') ?? '',
        handle: handle ?? null,
        error: error ?? null,
      });
    },
    async restart() {
      await attempts.stop();
      return openAttempts({ ...chosen, over: { clock, keychain, relay: scripted } });
    },
  };
  return bench;
}

/** No network for as long as it is thrown. */
export const offline = (): never => {
  throw new DeskError('offline');
};

/** Goes to an address on this machine as a browser's tab does; the status of what it is shown. */
export async function navigate(address: string): Promise<number | undefined> {
  const request = http.get(address, { agent: false });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]; // what the event carries
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}
