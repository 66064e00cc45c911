import type { Me } from '../../domain/acting.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import type { AccountRecord } from './account-register.ts';

/**
 * Who the person at this desk is in each account, as far as a sign-in tells: an agent SSO in the Aircall accounts of the
 * same company, a VoIPEX user in their own access.
 */
export function whoAmI(records: readonly AccountRecord[], switchboard: SwitchboardSnapshot): Me {
  const people = records.flatMap((record) => {
    const { agent } = record;
    if (agent === null || record.signedOut) return [];
    const person = switchboard.people.find(
      ({ accountId, email }) => accountId === record.id && email !== null && email === agent.email,
    );
    return [
      {
        accountId: record.id,
        provider: record.provider,
        name: agent.name,
        agentKeys: agent.id === '' ? [] : [`${record.id}/${agent.id}`],
        personId: person?.id ?? null,
      },
    ];
  });
  return { people };
}
