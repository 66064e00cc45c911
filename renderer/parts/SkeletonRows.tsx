import './parts.css';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

// Most reads answer sooner; a skeleton that flashes by is worse than none.
const patienceMs = 150;

/** Shows its children only when the wait is long enough to need something to look at. */
export function AfterPatience({ children }: { readonly children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isOver ? children : null;
}

// Uneven, so that it looks like names and not like a ruler; the same every time.
const widths = [42, 56, 35, 49, 61, 38, 53, 45];

interface SkeletonRowsProps {
  readonly count: number;
  /** Pixels: 48 for two-line rows, 32 for compact ones. */
  readonly rowHeight: number;
}

/** Rows shaped like the list they stand for, from 150 ms of waiting on. */
export function SkeletonRows({ count, rowHeight }: SkeletonRowsProps) {
  const { t } = useTranslation();
  return (
    <AfterPatience>
      <div className="skeleton-rows" role="status">
        <span className="visually-hidden">{t('states.loading')}</span>
        {Array.from({ length: count }, (_, index) => (
          <div key={index} className="skeleton-row" style={{ height: rowHeight }} aria-hidden>
            <span className="skeleton skeleton-dot" />
            <span className="skeleton-lines">
              <span
                className="skeleton skeleton-line"
                style={{ width: `${widths[index % widths.length] ?? 50}%` }}
              />
              {rowHeight >= 44 && (
                <span
                  className="skeleton skeleton-line skeleton-second"
                  style={{ width: `${(widths[(index + 3) % widths.length] ?? 50) * 0.7}%` }}
                />
              )}
            </span>
            <span className="skeleton skeleton-time" />
          </div>
        ))}
      </div>
    </AfterPatience>
  );
}
