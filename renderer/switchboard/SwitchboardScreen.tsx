import { useTranslation } from 'react-i18next';

/** Who is doing what now, over all accounts. */
export function SwitchboardScreen() {
  const { t } = useTranslation();
  return <h1 className="page-title">{t('screens.switchboard')}</h1>;
}
