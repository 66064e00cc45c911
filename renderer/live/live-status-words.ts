import type { TFunction } from 'i18next';
import type { LiveStatus } from '../../domain/live.ts';
import type { Formats } from '../formats/formats.ts';

/** How an account hears of calls, in words: what is so, why, and how old the last sign of life is. */
export function liveStatusWords(
  { state, why, since, heardAt }: LiveStatus,
  t: TFunction<'live'>,
  formats: Formats,
  now: number,
): { readonly what: string; readonly why: string | null; readonly age: string | null } {
  const heard =
    heardAt === null ? null : t('status.heard', { when: formats.relative(Math.min(heardAt, now), now) });
  switch (state) {
    case 'live':
      return { what: t('status.live'), why: null, age: heard };
    case 'connecting':
      return { what: t('status.connecting'), why: null, age: heard };
    case 'polling': {
      const reason = why === null ? null : t(`status.why.${why}`);
      // Since when is worth telling where it was once otherwise.
      const usual = why === 'none' || why === 'no-relay';
      return {
        what: t('status.polling'),
        why: reason,
        age: usual ? null : (heard ?? t('status.since', { when: formats.when(since, now) })),
      };
    }
  }
}

/** All accounts together: `live` when all that may be are, `behind` when events that came are lost; null otherwise. */
export function liveSummary(statuses: readonly LiveStatus[]): 'live' | 'behind' | null {
  const lost: readonly LiveStatus['why'][] = ['relay-down', 'silent', 'sign-in', 'offline'];
  if (statuses.some(({ why }) => lost.includes(why))) return 'behind';
  const able = statuses.filter(({ why }) => why !== 'none');
  return able.length > 0 && able.every(({ state }) => state === 'live') ? 'live' : null;
}
