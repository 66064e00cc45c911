import type { AccountId } from '../../domain/account.ts';

/** Names something of a switchboard among all accounts: ids are the phone system's own, and two of them may use the same. */
export const withinAccount = (accountId: AccountId, id: string): string => `${accountId}/${id}`;

const keys = new WeakMap<object, string>();

/** The same for a person, call or group; made once for each, because thousands are looked up with every change. */
export function keyOf(thing: { readonly accountId: AccountId; readonly id: string }): string {
  const known = keys.get(thing);
  if (known !== undefined) return known;
  const key = withinAccount(thing.accountId, thing.id);
  keys.set(thing, key);
  return key;
}
