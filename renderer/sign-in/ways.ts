import type { Account, ProviderId, SignInWay } from '../../domain/account.ts';
import type { BrowserSignInRequest, SignInAttempt, SignInOffer } from '../../domain/sign-in.ts';
import type { FormWay } from './sign-in-fields.ts';

/** The ways that go through the system browser. */
export type BrowserWay = BrowserSignInRequest['way'];

/** One screen on the way to being signed in. */
export type SignInStep =
  | { readonly at: 'systems' }
  | { readonly at: 'ways'; readonly provider: ProviderId }
  | { readonly at: 'form'; readonly way: FormWay }
  | { readonly at: 'browser'; readonly way: Exclude<BrowserWay, 'aircall-own-client'> }
  /** An own client: its form, or, for an account that has one in the keychain, straight to the browser. */
  | { readonly at: 'own-client'; readonly kept: boolean }
  | { readonly at: 'connection' }
  /** The end of a sign-in that reads no calls: it says who somebody is. */
  | { readonly at: 'who'; readonly account: Account };

/** Where a way begins. `kept`: the keychain holds what the way needs, since the account signed in like that before. */
export function stepFor(way: SignInWay, kept = false): SignInStep {
  switch (way) {
    case 'aircall-api-key':
    case 'voipex-password':
      return { at: 'form', way };
    case 'aircall-oauth':
    case 'aircall-sso':
      return { at: 'browser', way };
    case 'aircall-own-client':
      return { at: 'own-client', kept };
  }
}

/** What a browser way is begun with. An own client is named only where it was just typed in. */
export function requestFor(way: BrowserWay, renew: Account | null): BrowserSignInRequest {
  const common = { label: null, renew: renew?.id ?? null };
  return way === 'aircall-own-client' ? { ...common, way, client: null } : { ...common, way };
}

/** The phone systems of an offer with their ways, both in the order of the offer. */
export function systemsOf(
  offers: readonly SignInOffer[],
): readonly (readonly [ProviderId, readonly SignInWay[]])[] {
  const systems = new Map<ProviderId, readonly SignInWay[]>();
  for (const { provider, way } of offers) systems.set(provider, [...(systems.get(provider) ?? []), way]);
  return [...systems];
}

/** Whether the browser or the provider still has something to do. */
export const isUnderWay = ({ stage }: Pick<SignInAttempt, 'stage'>): boolean =>
  stage === 'waiting' || stage === 'redeeming' || stage === 'proving';

/** Whether a way goes through the browser. */
export const isBrowserWay = (way: SignInWay): way is BrowserWay =>
  way === 'aircall-oauth' || way === 'aircall-sso' || way === 'aircall-own-client';
