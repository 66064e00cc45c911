import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../queries.ts';
import { useSyncSummary } from './use-sync-summary.ts';

/** Says that what is shown is the stored part, while there is no network. */
export function OfflineBar() {
  const { t } = useTranslation();
  const pull = useAct('sync.now');
  const isOffline = useSyncSummary().kind === 'offline';
  return (
    <div role="status">
      {isOffline && (
        <div className="desk-bar" data-tone="waiting">
          <IconPlugConnectedX size={16} stroke={1.75} aria-hidden />
          <span className="desk-bar-text">{t('offlineBar.text')}</span>
          <button type="button" className="desk-bar-button" onClick={() => pull.mutate({ id: null })}>
            {t('offlineBar.retry')}
          </button>
        </div>
      )}
    </div>
  );
}
