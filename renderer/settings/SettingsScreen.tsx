import { useTranslation } from 'react-i18next';

export function SettingsScreen() {
  const { t } = useTranslation();
  return <h1 className="page-title">{t('screens.settings')}</h1>;
}
