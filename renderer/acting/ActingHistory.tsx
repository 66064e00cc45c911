import './acting.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useOperation } from '../queries.ts';

const shownAtFirst = 5;

/** Who acted as whom from this machine. Nothing at all while nobody ever did. */
export function ActingHistory() {
  const { t } = useTranslation('acting');
  const formats = useFormats();
  const entries = useOperation('accounts.audit', {}).data ?? [];
  const [isWhole, setWhole] = useState(false);
  if (entries.length === 0) return null;
  const shown = isWhole ? entries : entries.slice(0, shownAtFirst);
  const hidden = entries.length - shown.length;
  return (
    <section className="acting-history" aria-labelledby="acting-history">
      <h2 id="acting-history">{t('history.title')}</h2>
      <p className="secondary">{t('history.lead')}</p>
      <ul>
        {shown.map(({ at, what, by, as }) => (
          <li key={`${String(at)} ${what} ${as}`}>
            <span className="selectable">{t(`history.${what}`, { by, as })}</span>
            <time className="figures" dateTime={new Date(at).toISOString()}>
              {formats.exact(at)}
            </time>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="acting-history-more" onClick={() => setWhole(true)}>
          {t('history.more', { count: hidden })}
        </button>
      )}
    </section>
  );
}
