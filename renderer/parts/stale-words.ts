import type { TFunction } from 'i18next';
import type { Formats } from '../formats/formats.ts';

// Within this the present is told again too seldom to count the seconds, and nobody needs them.
const justNowMs = 60_000;

/** `As of 9 hours ago`, `Read just now`, `Never read completely` (`takenAt` null). Instants in epoch ms. */
export function staleWords(takenAt: number | null, now: number, t: TFunction, formats: Formats): string {
  if (takenAt === null) return t('stale.never');
  if (now - takenAt < justNowMs) return t('stale.justNow');
  return t('stale.asOf', { when: formats.relative(takenAt, now) });
}
