import { useTranslation } from 'react-i18next';
import type { AccountHealth } from '../../domain/account.ts';
import { useFormats } from '../formats/use-formats.ts';

/** Counts what the provider sent and we did not understand; nothing when there was nothing. */
export function OddRecords({
  health: { unknownValues, rejectedRecords },
}: {
  readonly health: AccountHealth;
}) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const counts = [
    ...(unknownValues > 0 ? [t('odd.unknownValues', { count: unknownValues })] : []),
    ...(rejectedRecords > 0 ? [t('odd.rejectedRecords', { count: rejectedRecords })] : []),
  ];
  if (counts.length === 0) return null;
  return (
    <p className="account-odd secondary figures">
      {formats.list(counts)} {t('odd.since')}
    </p>
  );
}
