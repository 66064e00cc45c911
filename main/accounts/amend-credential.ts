import type { AccountAuthority } from '../auth/authority.ts';
import type { Credential } from '../providers/provider.ts';
import { createTurns } from '../in-turn.ts';

/** Changes what lies with a credential, one change after the other. */
export type Amend = (change: (held: Credential) => Credential) => Promise<void>;

export function amending(authority: AccountAuthority): Amend {
  const inTurn = createTurns();
  return (change) =>
    inTurn(async () => {
      const held = authority.credential();
      if (held !== null) await authority.accept(change(held));
    });
}
