import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowLabels } from './CallRow.tsx';

/** The texts all rows share, in the language in force. */
export function useRowLabels(): RowLabels {
  const { t } = useTranslation('calls');
  return useMemo(
    () => ({
      copy: t('actions.copy'),
      openIn: (call) => t(`actions.open.${call.provider}`),
      recorded: t('row.recording'),
      voicemail: t('row.voicemail'),
      notes: (count) => t('row.note', { count }),
      joined: (count) => t('row.joined', { count }),
    }),
    [t],
  );
}
