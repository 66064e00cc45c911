import type { AgentIdentity } from '../../../../domain/account.ts';
import { DeskError } from '../../../failures.ts';
import type { BusMessage } from '../../bus-host.ts';
import { saidBy } from './said.ts';
import type { BusCredentials, BusNews } from './wire.ts';

/**
 * - `registering`: the bus has been told who speaks. - `authenticating`: it has the code. - `live`: the person is signed
 * in and renewals come. - `over`: nothing more is said or believed.
 */
export type BusPhase = 'registering' | 'authenticating' | 'live' | 'over';

/** What a person signs in with: both of it came back from the browser. */
export interface SsoGrant {
  readonly code: string;
  readonly redirectUrl: string;
}

/** What a message has led to. */
export type BusOutcome =
  | { readonly kind: 'granted'; readonly credentials: BusCredentials; readonly agent: AgentIdentity }
  | { readonly kind: 'failed'; readonly error: DeskError }
  | { readonly kind: 'renewed'; readonly idToken: string; readonly refreshToken: string }
  | { readonly kind: 'ended' };

export interface BusStep {
  readonly phase: BusPhase;
  /** To be said now; null for nothing. */
  readonly say: BusMessage | null;
  readonly outcome: BusOutcome | null;
}

/** The first message of a session. `origin` must equal the sender window's. */
export const register = (origin: string, appName: string, release: string): BusMessage => ({
  type: 'BUS.REGISTER',
  payload: { origin, appName, release },
});

const step = (phase: BusPhase, then: Partial<Omit<BusStep, 'phase'>> = {}): BusStep => ({
  phase,
  say: null,
  outcome: null,
  ...then,
});

/** One step of a session (aircall.md 1.5): pure. What does not belong where the session stands changes nothing. */
export function advance(phase: BusPhase, news: BusNews, grant: SsoGrant): BusStep {
  switch (phase) {
    case 'registering':
      return whileRegistering(news, grant);
    case 'authenticating':
      return whileAuthenticating(news, grant);
    case 'live':
      return whileLive(news);
    case 'over':
      return step('over');
  }
}

function whileRegistering(news: BusNews, { code, redirectUrl }: SsoGrant): BusStep {
  if (news.kind === 'registered')
    return step('authenticating', { say: { type: 'AUTH.SSO', payload: { code, redirectUrl } } });
  if (news.kind === 'register-rejected')
    return failed('provider-refused', 'BUS.REGISTER', saidBy(news.error, code));
  return step('registering');
}

function whileAuthenticating(news: BusNews, { code }: SsoGrant): BusStep {
  if (news.kind === 'granted') {
    const { credentials, agent } = news;
    return step('live', {
      say: { type: 'BUS.INIT', payload: { services: ['AUTH', 'USER'] } },
      outcome: { kind: 'granted', credentials, agent },
    });
  }
  if (news.kind === 'sso-rejected') return failed('sign-in-rejected', 'AUTH.SSO', saidBy(news.error, code));
  if (news.kind === 'broken' && news.type === 'AUTH.SSO_FULFILLED')
    return failed('provider-contract-broken', news.where);
  return step('authenticating');
}

function whileLive(news: BusNews): BusStep {
  if (news.kind === 'refreshed') {
    const { idToken, refreshToken } = news;
    return step('live', { outcome: { kind: 'renewed', idToken, refreshToken } });
  }
  if (news.kind === 'expired') return step('over', { outcome: { kind: 'ended' } });
  return step('live');
}

const failed = (code: DeskError['code'], where: string, said?: string): BusStep =>
  step('over', { outcome: { kind: 'failed', error: new DeskError(code, { where, said }) } });
