import './new-calls.css';
import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface NewCallsPillProps {
  readonly count: number;
  readonly onPress: () => void;
}

/** Says how many calls came while the reader was further down, and takes them there. */
export function NewCallsPill({ count, onPress }: NewCallsPillProps) {
  const { t } = useTranslation('calls');
  return (
    <button
      type="button"
      className="new-calls figures"
      aria-label={t('newerLong', { count })}
      aria-keyshortcuts="n"
      onClick={onPress}
    >
      <IconArrowUp size={14} stroke={2.25} aria-hidden="true" />
      {t('newer', { count })}
    </button>
  );
}
