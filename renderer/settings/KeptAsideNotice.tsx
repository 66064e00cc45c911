import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOperation } from '../queries.ts';

/** Says that a broken settings file was replaced, and under which name it was kept. */
export function KeptAsideNotice() {
  const { t } = useTranslation('settings');
  const file = useOperation('settings.read', {}).data?.keptAside ?? null;
  if (file === null) return null;
  return (
    <div className="kept-aside" role="status">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <div>
        <strong>{t('keptAside.title')}</strong>
        <div className="selectable">{t('keptAside.text', { file })}</div>
      </div>
    </div>
  );
}
