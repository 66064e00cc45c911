import type { AccountId } from '../../domain/account.ts';

/** Names something of a switchboard among all accounts: ids are the phone system's own, and two of them may use the same. */
export const withinAccount = (accountId: AccountId, id: string): string => `${accountId}/${id}`;
