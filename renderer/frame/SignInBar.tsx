import './frame.css';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountId } from '../../domain/account.ts';
import { SignInDialog } from '../accounts/SignInDialog.tsx';
import { useNavigation } from '../navigation.tsx';
import { useOperation } from '../queries.ts';

/**
 * A sign-in that has run out, told where the person works, so that signing in again costs neither the screen nor the
 * place in it. Not on the accounts screen, whose cards say it themselves.
 */
export function SignInBar() {
  const { t } = useTranslation('acting');
  const { screen } = useNavigation();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const [renewing, setRenewing] = useState<Account | null>(null);
  const [later, setLater] = useState<readonly AccountId[]>([]);
  const lost = accounts.filter(({ status, actingAs }) => status === 'needs-sign-in' && actingAs === null);
  const waiting = lost.filter(({ id }) => !later.includes(id));
  const [first] = waiting;
  const others = waiting.length - 1;
  return (
    <>
      <div role="status">
        {first && screen !== 'accounts' && (
          <div className="desk-bar" data-tone="waiting">
            <IconLock size={16} stroke={1.75} aria-hidden />
            <span className="desk-bar-text">
              {t('signInBar.text', { account: first.label })}{' '}
              {others > 0 && t('signInBar.more', { count: others })} {t('signInBar.readable')}
            </span>
            <button type="button" className="desk-bar-button" onClick={() => setRenewing(first)}>
              {t('signInBar.button')}
            </button>
            <button
              type="button"
              className="desk-bar-button"
              onClick={() => setLater([...later, ...lost.map(({ id }) => id)])}
            >
              {t('signInBar.later')}
            </button>
          </div>
        )}
      </div>
      <SignInDialog opened={renewing !== null} renew={renewing} onClose={() => setRenewing(null)} />
    </>
  );
}
