import { Person } from '../../domain/switchboard.ts';
import { aircallAccount } from './calls.ts';

/** A valid person of a switchboard; id and provider follow from account and name unless given. */
export function aPerson(part: Partial<Person> = {}): Person {
  const accountId = part.accountId ?? aircallAccount;
  const name = part.name ?? 'Jana Nováková';
  return Person.parse({
    id: `${accountId}:${name}`,
    accountId,
    provider: accountId.split(':')[0],
    name,
    email: null,
    extension: null,
    presence: 'available',
    presenceWord: null,
    since: null,
    liveCallId: null,
    teamIds: [],
    ...part,
  });
}
