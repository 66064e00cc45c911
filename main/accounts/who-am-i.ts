import type { AgentIdentity } from '../../domain/account.ts';
import type { Me } from '../../domain/acting.ts';
import type { Person, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import type { AccountRecord } from './account-register.ts';
import { identityOf, tellsOnlyWho } from './company.ts';

type Myself = Me['people'][number];

/**
 * Who the person at this desk is in each account, as far as a sign-in tells: a user in their own access, and whoever
 * signed in only to say who they are (agent SSO) in every account of the same company.
 */
export function whoAmI(records: readonly AccountRecord[], switchboard: SwitchboardSnapshot): Me {
  const known = records.filter(({ signedOut }) => !signedOut);
  const peopleOf = (record: AccountRecord): readonly Person[] =>
    switchboard.people.filter(({ accountId }) => accountId === record.id);
  const chosen = known.flatMap((record): Myself[] => {
    const person = peopleOf(record).find(({ id }) => id === record.personId);
    return person === undefined ? [] : [asListed(record, person)];
  });
  const told = known.flatMap((teller): Myself[] => {
    const { agent } = teller;
    if (agent === null) return [];
    if (!tellsOnlyWho(teller)) return [myself(teller, agent, findPerson(peopleOf(teller), agent))];
    const elsewhere = known.filter((record) => record.provider === teller.provider && record.agent === null);
    return [
      { ...myself(teller, agent, undefined), agentKeys: [] },
      ...elsewhere.flatMap((record) => meIn(record, agent, peopleOf(record))),
    ];
  });
  // What they said themselves counts before what a sign-in tells.
  const said = new Set(chosen.map(({ accountId }) => accountId));
  return { people: [...chosen, ...told.filter(({ accountId }) => !said.has(accountId))] };
}

const asListed = (record: AccountRecord, { id, name }: Person): Myself => ({
  accountId: record.id,
  provider: record.provider,
  name,
  agentKeys: [`${record.id}/${id}`],
  personId: id,
});

/**
 * The agent in a company's access. Two companies may have one name: where the switchboard lists people, the agent must be
 * among them; a company that is not named counts only there.
 */
function meIn(record: AccountRecord, agent: AgentIdentity, listed: readonly Person[]): Myself[] {
  const person = findPerson(listed, agent);
  const company = identityOf(agent.company ?? '');
  if (company !== '' && company !== identityOf(record.signedInAs)) return [];
  if (person === undefined && (company === '' || listed.length > 0)) return [];
  // Whoever is listed is known there by the id that calls carry, too, whatever the bus calls them.
  return [myself(record, { ...agent, id: person?.id ?? agent.id }, person)];
}

/** By e-mail, which a person chooses, else by the provider's id. */
function findPerson(people: readonly Person[], agent: AgentIdentity): Person | undefined {
  const email = agent.email?.toLowerCase();
  return (
    people.find((person) => email !== undefined && person.email?.toLowerCase() === email) ??
    people.find(({ id }) => id === agent.id)
  );
}

/** Calls carry the provider's id of the user. */
function myself(record: AccountRecord, agent: AgentIdentity, person: Person | undefined): Myself {
  return {
    accountId: record.id,
    provider: record.provider,
    name: agent.name,
    agentKeys: agent.id === '' ? [] : [`${record.id}/${agent.id}`],
    personId: person?.id ?? null,
  };
}
