import './parts.css';
import type { Account, AccountColour } from '../../domain/account.ts';

/** An account's colour in the theme in force: for 3 px edges and small chips, never for fills. */
export const accountColour = (colour: AccountColour): string => `var(--desk-account-${colour})`;

/** A small chip that names the account, its colour as a dot. */
export function AccountMark({ account }: { readonly account: Pick<Account, 'label' | 'colour'> }) {
  return (
    <span className="account-mark">
      <span className="account-dot" style={{ background: accountColour(account.colour) }} aria-hidden />
      <span className="account-name">{account.label}</span>
    </span>
  );
}
