import { useTranslation } from 'react-i18next';
import type { CallCount } from '../../domain/call.ts';
import type { Retention } from '../../domain/keeping.ts';

interface KeepingWords {
  /** `12 calls`, or `more than 12 calls` where not all were looked at. */
  readonly counted: (count: CallCount) => string;
  /** `The last 90 days, at most 100,000 calls`. */
  readonly kept: (retention: Retention) => string;
}

/** Numbers of calls and how long they are kept, in the language in force. */
export function useKeepingWords(): KeepingWords {
  const { t } = useTranslation('keeping');
  return {
    counted: ({ count, exact }) => t(exact ? 'counted' : 'countedMore', { count }),
    kept: ({ days, rows }) => {
      const span = days === null ? null : t('lastDays', { count: days });
      if (rows === null) return span ?? t('everything');
      return span === null ? t('atMost', { count: rows }) : t('lastDaysAtMost', { days: span, count: rows });
    },
  };
}
