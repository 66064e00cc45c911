import type { TFunction } from 'i18next';

const known = [
  'out_of_opening_hours',
  'short_abandoned',
  'abandoned_in_ivr',
  'abandoned_in_classic',
  'no_available_agent',
  'agents_did_not_answer',
] as const;

/** The provider's reason in words; one we do not know is quoted as it came, with its underscores as blanks. */
export function reasonWords(reason: string, t: TFunction<'calls'>): string {
  const found = known.find((word) => word === reason);
  if (found) return t(`reasons.${found}`);
  return t('detail.quoted', { word: reason.replaceAll('_', ' ') });
}
