import { useTranslation } from 'react-i18next';

export function AccountsScreen() {
  const { t } = useTranslation();
  return <h1 className="page-title">{t('screens.accounts')}</h1>;
}
