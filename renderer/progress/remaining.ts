import type { TFunction } from 'i18next';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** A time to go, rounded to what may be promised: minutes within the hour, then tens of minutes, hours, days. */
export type TimeLeft =
  | { readonly unit: 'moment' }
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'days'; readonly days: number };

/** `ms` to go, 0 or more, in the largest unit that still says something. */
export function timeLeft(ms: number): TimeLeft {
  const exact = ms / minuteMs;
  if (exact < 1) return { unit: 'moment' };
  const minutes = Math.round(exact);
  if (minutes < 60) return { unit: 'minutes', minutes };
  const tens = Math.round(exact / 10) * 10;
  if (tens < 10 * 60) return { unit: 'hours', hours: Math.floor(tens / 60), minutes: tens % 60 };
  const hours = Math.round(exact / 60);
  if (hours < 48) return { unit: 'hours', hours, minutes: 0 };
  return { unit: 'days', days: Math.round(exact / dayMinutes) };
}

/** `about 14 min left`, `about 1 h 20 min left`, `about 3 days left`. */
export function timeLeftWords(ms: number, t: TFunction<'progress'>): string {
  const left = timeLeft(ms);
  switch (left.unit) {
    case 'moment':
      return t('left.moment');
    case 'minutes':
      return t('left.minutes', { minutes: left.minutes });
    case 'hours':
      return left.minutes === 0
        ? t('left.hours', { hours: left.hours })
        : t('left.hoursMinutes', { hours: left.hours, minutes: left.minutes });
    case 'days':
      return t('left.days', { count: left.days });
  }
}
