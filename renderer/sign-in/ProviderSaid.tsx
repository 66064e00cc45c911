import './sign-in.css';
import { useTranslation } from 'react-i18next';

interface ProviderSaidProps {
  /** Its name. */
  readonly provider: string;
  readonly words: string;
}

/** What a provider said about a refusal: somebody else's words, in their language, as plain text. */
export function ProviderSaid({ provider, words }: ProviderSaidProps) {
  const { t } = useTranslation('signIn');
  return (
    <figure className="provider-said">
      <figcaption>{t('ended.said', { provider })}</figcaption>
      <blockquote className="selectable">{words}</blockquote>
    </figure>
  );
}
