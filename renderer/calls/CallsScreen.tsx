import { useTranslation } from 'react-i18next';

/** The call log; `missed` narrows it to calls nobody took. */
export function CallsScreen({ view }: { readonly view: 'calls' | 'missed' }) {
  const { t } = useTranslation();
  return <h1 className="page-title">{t(`screens.${view}`)}</h1>;
}
