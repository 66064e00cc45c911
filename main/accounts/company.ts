import type { AccountRecord } from './account-register.ts';

/** Who an access belongs to, in a form that can be compared. Empty when the provider does not say. */
export const identityOf = (signedInAs: string): string => signedInAs.slice(0, 200).trim().toLowerCase();

/** What tells whose an access is. Two companies may have one name; marks are of one company only. */
type Signs = Pick<AccountRecord, 'signedInAs'> & { readonly companyMarks?: readonly string[] | undefined };

/** True when nothing tells whose an access is. */
export const isNobodys = ({ signedInAs, companyMarks = [] }: Signs): boolean =>
  companyMarks.length === 0 && identityOf(signedInAs) === '';

/** True for two accesses of one owner: by a mark they share, by name where one of them has no marks. */
export function hasSameOwner(one: Signs, other: Signs): boolean {
  const marks = one.companyMarks ?? [];
  const others = other.companyMarks ?? [];
  if (marks.length > 0 && others.length > 0) return marks.some((mark) => others.includes(mark));
  const identity = identityOf(one.signedInAs);
  return identity !== '' && identity === identityOf(other.signedInAs);
}

/** True for an access that reads nothing and only says who somebody is. */
export const tellsOnlyWho = ({
  agent,
  capabilities,
}: Pick<AccountRecord, 'agent' | 'capabilities'>): boolean =>
  agent !== null && capabilities.calls === 'refused' && capabilities.switchboard === 'refused';

/**
 * What accounts of one company have in common, so that they share its budget: any of the marks only it has, else the
 * switchboards they see, else who they are signed in as; the account alone when nothing is known.
 */
export function companyKeys({ id, provider, pbx, signedInAs, companyMarks = [] }: AccountRecord): string[] {
  if (companyMarks.length > 0) return companyMarks.map((mark) => `${provider} ${mark}`);
  const switchboards = pbx.map(({ pbxId }) => pbxId).sort();
  const known = switchboards.length > 0 ? switchboards.join(' ') : identityOf(signedInAs);
  return [known === '' ? id : `${provider} ${known}`];
}

/** The marks to write down: those just seen; those of before when they could not be seen this time. */
export const marksOf = (seen: Signs, before: Signs | undefined): string[] => [
  ...(seen.companyMarks?.length ? seen.companyMarks : (before?.companyMarks ?? [])),
];
