import type { AccountRecord } from './account-register.ts';

/** Who an access belongs to, in a form that can be compared. Empty when the provider does not say. */
export const identityOf = (signedInAs: string): string => signedInAs.slice(0, 200).trim().toLowerCase();

/**
 * What accounts of one company have in common, so that they share its budget: the switchboards they see, else who they
 * are signed in as (Aircall names the company, VoIPEX a person); the account alone when neither is known.
 */
export function companyOf({ id, provider, pbx, signedInAs }: AccountRecord): string {
  const switchboards = pbx.map(({ pbxId }) => pbxId).sort();
  const known = switchboards.length > 0 ? switchboards.join(' ') : identityOf(signedInAs);
  return known === '' ? id : `${provider} ${known}`;
}
