import './accounts.css';
import { Button } from '@mantine/core';
import { IconPlus, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { ActAsDialog } from '../acting/ActAsDialog.tsx';
import { ActingHistory } from '../acting/ActingHistory.tsx';
import { StorageTotal } from '../keeping/StorageTotal.tsx';
import { type Intent, useNavigation } from '../navigation.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { SkeletonRows } from '../parts/SkeletonRows.tsx';
import { useOperation } from '../queries.ts';
import { AccountCard } from './AccountCard.tsx';
import { SignInDialog } from './SignInDialog.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';

// Requests and their budget change without an event; who looks at this screen sees them move.
const refreshMs = 5_000;

/** Which dialog is open, and about which account. */
type Dialog =
  | { readonly kind: 'add' | 'connection' | 'arrival' }
  | { readonly kind: 'renew' | 'sign-out' | 'act-as'; readonly account: Account };

function dialogFor(intent: Intent | null): Dialog | null {
  switch (intent?.kind) {
    case 'add-account':
      return { kind: 'add' };
    case 'sign-in':
      return { kind: 'arrival' };
    case 'connection':
      return { kind: 'connection' };
    default:
      return null;
  }
}

/** Every account with its health, what it may do, and how to sign in again or out. */
export function AccountsScreen() {
  const { t } = useTranslation('accounts');
  const accounts = useOperation('accounts.list', {}, { refetchInterval: refreshMs });
  const { intent, goAfresh } = useNavigation();
  const [dialog, setDialog] = useState<Dialog | null>(() => dialogFor(intent));
  const close = () => setDialog(null);
  // Who came here by a link only wanted in.
  const done = ({ capabilities }: Account) => {
    if (dialog?.kind === 'arrival' && capabilities.calls !== 'refused') goAfresh('calls');
    else close();
  };
  const addButton = (
    <Button
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
      onClick={() => setDialog({ kind: 'add' })}
    >
      {t('add')}
    </Button>
  );

  return (
    <div className="scrolling-screen">
      <div className="reading-width">
        <div className="screen-head">
          <h1 className="page-title">{t('title')}</h1>
          {accounts.data && accounts.data.length > 0 && (
            <div className="screen-actions">
              <Button variant="default" onClick={() => setDialog({ kind: 'connection' })}>
                {t('connectionString')}
              </Button>
              {addButton}
            </div>
          )}
        </div>
        {accounts.isPending && <SkeletonRows count={3} rowHeight={48} />}
        {accounts.error && (
          <FailureNotice failure={accounts.error.failure} onRetry={() => void accounts.refetch()} />
        )}
        {accounts.data?.length === 0 && (
          <EmptyState icon={IconUserCircle} title={t('empty')} action={addButton}>
            {t('emptyWhy')}
          </EmptyState>
        )}
        {accounts.data?.map((account) => (
          <AccountCard
            key={account.id}
            account={account}
            isAskedFor={intent?.kind === 'account' && intent.id === account.id}
            onSignIn={() => setDialog({ kind: 'renew', account })}
            onSignOut={() => setDialog({ kind: 'sign-out', account })}
            onActAs={() => setDialog({ kind: 'act-as', account })}
          />
        ))}
        {accounts.data && accounts.data.length > 0 && <StorageTotal />}
        <ActingHistory />
      </div>
      <SignInDialog
        opened={dialog !== null && dialog.kind !== 'sign-out' && dialog.kind !== 'act-as'}
        renew={dialog?.kind === 'renew' ? dialog.account : null}
        purpose={dialog?.kind === 'connection' || dialog?.kind === 'arrival' ? dialog.kind : 'choice'}
        onClose={close}
        onDone={done}
      />
      <ActAsDialog account={dialog?.kind === 'act-as' ? dialog.account : null} onClose={close} />
      <SignOutDialog account={dialog?.kind === 'sign-out' ? dialog.account : null} onClose={close} />
    </div>
  );
}
