import { readingSession, type ReadingSession } from '../../support/reading-session.ts';
import type { Call } from '../../../domain/call.ts';
import type { Clock } from '../../../main/clock.ts';
import { createHttp, type Http } from '../../../main/http.ts';
import { createBudget } from '../../../main/providers/budget.ts';
import type {
  Authority,
  CallWindow,
  Credential,
  Provider,
  ProvenAccess,
  SignInGrant,
} from '../../../main/providers/provider.ts';
import type { Control } from '../../simulators/control/control-plane.ts';
import { contextOf, neverAborted } from './session-context.ts';

/** A provider against its simulator: what the conformance suite needs to know of it. */
export interface Subject {
  readonly provider: Provider;
  readonly signIn: SignInGrant;
  readonly wrongSignIn: SignInGrant;
  readonly control: Pick<Control<unknown>, 'clock' | 'faults' | 'tokens' | 'limits' | 'calls'>;
  /** Regular expression of the requests that read call pages. */
  readonly callPages: string;
  /** Words of the call list that are enumerations. */
  readonly words: readonly string[];
  /** A field no call can do without. */
  readonly vital: string;
  /** The whole range of the simulator's calls. */
  readonly range: CallWindow;
  /** What must be read of the range: a mark per call of the world, and how a read call shows its own. */
  readonly expected: ReadonlySet<string>;
  readonly markOf: (call: Call) => string;
  /** Whether a credential that ended by itself is renewed; otherwise the account is signed out. */
  readonly renews: boolean;
  /** How many people the access sees; 0 for one that sees no more than that there is a switchboard. */
  readonly people: number;
  close(): Promise<void>;
}

/** Largest reply these tests accept, so that an oversized one need not be huge. */
export const replyLimit = 8 * 1024 * 1024;

const base = createHttp(fetch);
export const limitedHttp: Http = (request) => base({ ...request, maxBytes: replyLimit });

/** Renews through the provider, as the app does, and keeps nothing else. */
function authorityOver(
  provider: Provider,
  first: Credential,
  clock: Clock,
): Authority & { readonly renewals: number } {
  let held = first;
  let renewals = 0;
  return {
    get renewals() {
      return renewals;
    },
    authorization: async () => provider.authorization(held),
    renewed: async () => {
      renewals += 1;
      held = await provider.renew(held, { http: limitedHttp, clock }, neverAborted);
      return provider.authorization(held);
    },
  };
}

/** Time is the simulator's; pauses move it on instead of passing. */
export const clockOf = ({ control }: Subject): Clock => ({
  now: () => control.clock.now(),
  sleep: async (ms, signal) => {
    signal?.throwIfAborted();
    control.clock.advance(ms);
  },
});

/** Signs in. `at` connects with what probing proved (null: nothing yet). */
export async function signedIn(subject: Subject, request = subject.signIn, http = limitedHttp) {
  const { provider } = subject;
  const clock = clockOf(subject);
  const credential = await provider.signIn(request, { http, clock }, neverAborted);
  const authority = authorityOver(provider, credential, clock);
  const budget = createBudget({ limitPerMinute: provider.assumedLimitPerMinute, clock, random: () => 0 });
  const { way } = credential;
  const context = contextOf({ accountId: `${provider.id}:conformance`, way, http, authority, budget, clock });
  const at = (access: ProvenAccess | null): ReadingSession =>
    readingSession(provider.connect({ ...context, access }));
  return { context, authority, budget, clock, at };
}

/** Signed in, probed, and connected by what was proven. */
export async function settled(subject: Subject, http = limitedHttp) {
  const connected = await signedIn(subject, subject.signIn, http);
  const access = await connected.at(null).probe(neverAborted);
  return { ...connected, access, session: connected.at(access) };
}

/** Every call of a window; `session` is asked anew for each page. */
export async function readAll(session: () => ReadingSession, window: CallWindow): Promise<Call[]> {
  const calls: Call[] = [];
  let cursor: string | null = null;
  do {
    const batch = await session().calls.page(window, cursor, 'history', neverAborted);
    calls.push(...batch.calls);
    cursor = batch.next;
  } while (cursor !== null);
  return calls;
}
