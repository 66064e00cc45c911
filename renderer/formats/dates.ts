const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Whole local days from `at` to `now`; 1 is yesterday, whatever summer time did to the hours between. */
function daysBefore(at: number, now: number): number {
  const startOfDay = (instant: number) => new Date(instant).setHours(0, 0, 0, 0);
  return Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
}

export interface DateFormats {
  /** `14:05`. */
  readonly time: (at: number) => string;
  /** `14:05` today, `yesterday 14:05`, `Tue 14:05` within a week, then the date. For lists and notices. */
  readonly when: (at: number, now: number) => string;
  /** `today`, `yesterday`, `Tuesday 18 November`, with the year when it is another one. For day headers. */
  readonly day: (at: number, now: number) => string;
  /** Weekday, date and time to the second: for tooltips, where the exact instant is asked for. */
  readonly exact: (at: number) => string;
  /** The date alone: `18 November 2025`. */
  readonly date: (at: number) => string;
  /** `3 minutes ago`, `in 2 hours`; the unit is the largest that is at least one. */
  readonly relative: (at: number, now: number) => string;
}

/** Dates by the language's own rules, all instants epoch ms, all days local. */
export function dateFormats(locale: string): DateFormats {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dayMonthYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const weekdayDate = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const longDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const sameYear = (at: number, now: number) => new Date(at).getFullYear() === new Date(now).getFullYear();

  return {
    time: (at) => time.format(at),
    when: (at, now) => {
      const days = daysBefore(at, now);
      if (days === 0) return time.format(at);
      if (days === 1 || days === -1) return `${relative.format(-days, 'day')} ${time.format(at)}`;
      if (days > 1 && days < 7) return `${weekday.format(at)} ${time.format(at)}`;
      // Joined by hand: some languages' own joined patterns write the hour in two digits, others not.
      return `${(sameYear(at, now) ? dayMonth : dayMonthYear).format(at)} ${time.format(at)}`;
    },
    day: (at, now) => {
      const days = daysBefore(at, now);
      if (days === 0 || days === 1) return relative.format(-days, 'day');
      return sameYear(at, now) ? weekdayDate.format(at) : longDate.format(at);
    },
    exact: (at) => exact.format(at),
    date: (at) => longDate.format(at),
    relative: (at, now) => {
      const distance = at - now;
      const size = Math.abs(distance);
      if (size < 10_000) return relative.format(0, 'second');
      if (size < minuteMs) return relative.format(Math.trunc(distance / 1000), 'second');
      if (size < hourMs) return relative.format(Math.trunc(distance / minuteMs), 'minute');
      if (size < dayMs) return relative.format(Math.trunc(distance / hourMs), 'hour');
      return relative.format(-daysBefore(at, now), 'day');
    },
  };
}
