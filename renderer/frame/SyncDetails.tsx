import { ActionIcon, Button, Progress } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountId } from '../../domain/account.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import { useAnnounce } from '../announcer.tsx';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import { useAct, useOperation } from '../queries.ts';

interface AccountSyncProps {
  readonly account: Account;
  readonly status: SyncStatus;
  readonly onPull: () => void;
}

function AccountSync({ account, status, onPull }: AccountSyncProps) {
  const { t } = useTranslation();
  const { t: failureWords } = useTranslation('failures');
  const formats = useFormats();
  const now = useNow();
  const { lastSuccessAt, nextAt, failure } = status;
  return (
    <li className="sync-account" style={{ borderLeftColor: accountColour(account.colour) }}>
      <div className="sync-head">
        <p className="sync-label">{account.label}</p>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('sync.pullNowOne', { account: account.label })}
          onClick={onPull}
        >
          <IconRefresh size={15} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      {failure && <p className="sync-failure">{failureWords(`codes.${failure.code}.title`)}</p>}
      {status.phase === 'first-pull' && (
        <>
          <p className="secondary figures">
            {t('sync.firstPull')} – {formats.percent(status.progress)}
          </p>
          <Progress value={status.progress * 100} size={4} aria-label={t('sync.firstPull')} />
        </>
      )}
      <p className="secondary figures">
        {t('sync.stored', { count: status.stored })}
        {' · '}
        {lastSuccessAt === null
          ? t('sync.never')
          : t('sync.lastSuccess', { when: formats.relative(lastSuccessAt, now) })}
      </p>
      {status.phase === 'waiting' && nextAt !== null && nextAt > now && (
        <p className="secondary figures">{t('sync.next', { when: formats.relative(nextAt, now) })}</p>
      )}
    </li>
  );
}

/** How current each account's calls are, and the button to look again now. */
export function SyncDetails() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const statuses = useOperation('sync.read', {}).data ?? [];
  const pull = useAct('sync.now');
  const pullNow = (id: AccountId | null) =>
    pull.mutate({ id }, { onSuccess: () => announce(t('sync.pullAsked')) });
  const rows = accounts.flatMap((account) => {
    const status = statuses.find(({ accountId }) => accountId === account.id);
    return status && status.phase !== 'idle' ? [{ account, status }] : [];
  });
  if (rows.length === 0) return <p className="sync-nobody">{t('sync.noAccounts')}</p>;
  return (
    <>
      <h2 className="sync-title">{t('sync.details')}</h2>
      <ul className="sync-accounts">
        {rows.map(({ account, status }) => (
          <AccountSync
            key={account.id}
            account={account}
            status={status}
            onPull={() => pullNow(account.id)}
          />
        ))}
      </ul>
      <Button
        fullWidth
        variant="default"
        size="compact-md"
        leftSection={<IconRefresh size={16} stroke={1.75} aria-hidden />}
        loading={pull.isPending}
        onClick={() => pullNow(null)}
      >
        {t('sync.pullNow')}
      </Button>
    </>
  );
}
