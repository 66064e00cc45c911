import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountId } from '../../domain/account.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import { useAnnounce } from '../announcer.tsx';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { LiveStatusLine } from '../live/LiveStatusLine.tsx';
import { useNavigation } from '../navigation.tsx';
import { accountColour } from '../parts/AccountMark.tsx';
import { AccountProgress } from '../progress/AccountProgress.tsx';
import { BudgetBar } from '../progress/BudgetBar.tsx';
import { PauseButton } from '../progress/PauseButton.tsx';
import { usePause } from '../progress/use-pause.ts';
import { useAct, useOperation } from '../queries.ts';

// Requests and their budget change without an event; who opens this sees them move.
const refreshMs = 5_000;

interface AccountSyncProps {
  readonly account: Account;
  readonly status: SyncStatus;
  readonly onPull: () => void;
}

function AccountSync({ account, status, onPull }: AccountSyncProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { goAfresh } = useNavigation();
  const { lastSuccessAt } = status;
  return (
    <li className="sync-account" style={{ borderLeftColor: accountColour(account.colour) }}>
      <div className="sync-head">
        <p className="sync-label">{account.label}</p>
        <div className="sync-buttons">
          <PauseButton account={account} status={status} />
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
      </div>
      <AccountProgress status={status} />
      <p className="secondary figures">
        {lastSuccessAt === null
          ? t('sync.never')
          : t('sync.lastSuccess', { when: formats.relative(lastSuccessAt, now) })}
      </p>
      <LiveStatusLine
        accountId={account.id}
        onSignIn={() => goAfresh('accounts', { kind: 'account', id: account.id })}
      />
      {account.health.budget && <BudgetBar budget={account.health.budget} />}
    </li>
  );
}

/** How current each account's calls are and how far back they reach; the buttons to look again, pause and go on. */
export function SyncDetails() {
  const { t } = useTranslation();
  const { t: progress } = useTranslation('progress');
  const announce = useAnnounce();
  const accounts = useOperation('accounts.list', {}, { refetchInterval: refreshMs }).data ?? [];
  const statuses = useOperation('sync.read', {}).data ?? [];
  const pull = useAct('sync.now');
  const { pause, hasMore, isPaused } = usePause();
  const pullNow = (id: AccountId | null) =>
    pull.mutate({ id }, { onSuccess: () => announce(t('sync.pullAsked')) });
  const rows = accounts.flatMap((account) => {
    const status = statuses.find(({ accountId }) => accountId === account.id);
    return status && status.phase !== 'idle' ? [{ account, status }] : [];
  });
  if (rows.length === 0) return <p className="sync-nobody">{t('sync.noAccounts')}</p>;
  const PauseSign = isPaused ? IconPlayerPlay : IconPlayerPause;
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
      <div className="sync-all">
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
        {hasMore && rows.length > 1 && (
          <Button
            fullWidth
            variant="default"
            size="compact-md"
            leftSection={<PauseSign size={16} stroke={1.75} aria-hidden />}
            onClick={() => pause(null, !isPaused)}
          >
            {progress(isPaused ? 'resumeAll' : 'pauseAll')}
          </Button>
        )}
      </div>
    </>
  );
}
