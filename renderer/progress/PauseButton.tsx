import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { SyncStatus } from '../../domain/sync.ts';
import { hasMoreToRead } from './standing.ts';
import { usePause } from './use-pause.ts';

interface PauseButtonProps {
  readonly account: Pick<Account, 'id' | 'label'>;
  readonly status: SyncStatus;
}

/** Pauses the past of one account or goes on with it; nothing where there is no past to read. */
export function PauseButton({ account, status }: PauseButtonProps) {
  const { t } = useTranslation('progress');
  const { pause } = usePause();
  if (!hasMoreToRead(status)) return null;
  const isPaused = status.paused === 'person';
  const Sign = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<Sign size={14} stroke={1.75} aria-hidden />}
      aria-label={t(isPaused ? 'resumeOne' : 'pauseOne', { account: account.label })}
      onClick={() => pause(account.id, !isPaused)}
    >
      {t(isPaused ? 'resume' : 'pause')}
    </Button>
  );
}
