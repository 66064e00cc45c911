import { Popover, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconAccessPoint,
  IconAccessPointOff,
  IconAlertTriangle,
  IconCheck,
  IconClockPause,
  IconCloudDownload,
  IconPlugConnectedX,
  IconUserOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { SyncDetails } from './SyncDetails.tsx';
import type { SyncSummary } from './sync-summary.ts';
import { useSyncSummary } from './use-sync-summary.ts';

const signs: Readonly<Record<SyncSummary['kind'], Icon>> = {
  idle: IconUserOff,
  pulling: IconCloudDownload,
  waiting: IconClockPause,
  offline: IconPlugConnectedX,
  failed: IconAlertTriangle,
  'up-to-date': IconCheck,
  live: IconAccessPoint,
  behind: IconAccessPointOff,
};

function useSummaryWords(summary: SyncSummary): string {
  const { t } = useTranslation();
  const { t: live } = useTranslation('live');
  const formats = useFormats();
  switch (summary.kind) {
    case 'pulling':
      return t('sync.pulling', { percent: formats.percent(summary.progress) });
    case 'up-to-date':
      return t('sync.upToDate');
    case 'live':
    case 'behind':
      return live(`status.summary.${summary.kind}`);
    case 'idle':
    case 'waiting':
    case 'offline':
    case 'failed':
      return t(`sync.${summary.kind}`);
  }
}

/** One word on how current everything is; opens the account by account view. */
export function SyncState() {
  const { t } = useTranslation();
  const summary = useSyncSummary();
  const words = useSummaryWords(summary);
  const Sign = signs[summary.kind];
  return (
    <Popover position="bottom-end" width={380} trapFocus returnFocus withRoles>
      <Popover.Target>
        <UnstyledButton className="sync-state" data-kind={summary.kind}>
          <Sign size={16} stroke={1.9} aria-hidden />
          <span className="figures">{words}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="sync-details" aria-label={t('sync.details')}>
        <SyncDetails />
      </Popover.Dropdown>
    </Popover>
  );
}
