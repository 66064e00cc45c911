import { useTranslation } from 'react-i18next';
import { AfterPatience } from '../parts/SkeletonRows.tsx';

/** Cards without people, from 150 ms of waiting on. */
export function SkeletonCards() {
  const { t } = useTranslation('switchboard');
  return (
    <AfterPatience>
      <div className="skeleton-cards" role="status">
        <span className="visually-hidden">{t('loading')}</span>
        {Array.from({ length: 20 }, (_, index) => (
          <div key={index} className="skeleton-card" aria-hidden="true">
            <span className="skeleton" />
            <div>
              <span className="skeleton" style={{ width: `${45 + ((index * 17) % 35)}%` }} />
              <span className="skeleton" style={{ width: `${30 + ((index * 29) % 30)}%` }} />
            </div>
          </div>
        ))}
      </div>
    </AfterPatience>
  );
}
