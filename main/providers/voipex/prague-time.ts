const zone = 'Europe/Prague';
const secondMs = 1000;
const hourMs = 3600 * secondMs;

const clockFace = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Offsets change on the whole hour only, so one reading tells of all moments of an hour: how far ahead of UTC it is, ms. */
const aheadInHour = new Map<number, number>();
const mostHours = 20_000;

function aheadAt(instant: number): number {
  const hour = Math.floor(instant / hourMs);
  const known = aheadInHour.get(hour);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    clockFace.formatToParts(hour * hourMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0, second = 0 } = parts;
  const ahead = Date.UTC(year, month - 1, day, hours, minute, second) - hour * hourMs;
  if (aheadInHour.size >= mostHours) aheadInHour.clear();
  aheadInHour.set(hour, ahead);
  return ahead;
}

/** What a clock in Prague shows at an instant, as if it were UTC; whole seconds. Epoch ms. */
const pragueClock = (instant: number): number => Math.floor(instant / secondMs) * secondMs + aheadAt(instant);

/** Hours Prague is ahead of UTC, winter first. */
const offsets = [1, 2] as const;

/**
 * The instant at which Prague's clocks showed `local` (a clock reading as if it were UTC, epoch ms). In the hour that
 * October repeats, the one nearer to `hint` is taken, without a hint the first one (summer time); in the hour that March
 * skips, the clock is read as winter time.
 */
function instantOf(local: number, hint: number | null): number {
  const wholeSeconds = Math.floor(local / secondMs) * secondMs;
  const candidates = offsets.map((hours) => local - hours * hourMs);
  const possible = candidates.filter((instant) => pragueClock(instant) === wholeSeconds);
  const [winter = local - hourMs, summer] = possible;
  if (summer === undefined) return winter;
  return hint !== null && Math.abs(winter - hint) < Math.abs(summer - hint) ? winter : summer;
}

const plain = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i;
const epoch = /^\d{9,13}(?:\.\d+)?$/;

/**
 * A moment as VoIPEX may send it (voipex.md 16.1 no. 18): ISO with an offset, a plain `YYYY-MM-DD HH:MM:SS` of Prague,
 * or an epoch in seconds or milliseconds. Epoch ms; null when it is none of these. `hint` (epoch ms) decides the hour that
 * the end of summer time repeats.
 */
export function readMoment(value: string | number, hint: number | null = null): number | null {
  const text = String(value).trim();
  if (epoch.test(text)) return Math.round(Number(text) < 1e11 ? Number(text) * 1000 : Number(text));
  if (zoned.test(text)) {
    const instant = Date.parse(text.replace(' ', 'T'));
    return Number.isNaN(instant) ? null : instant;
  }
  const match = plain.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [1, 2, 3, 4, 5, 6].map((group) =>
    Number(match[group] ?? 0),
  );
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  // A 13th month or a 31st of June would be carried over into a wrong, valid date.
  const date = new Date(local);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23) return null;
  return instantOf(local, hint);
}

/** The calendar day in Prague at an instant, `YYYY-MM-DD`. */
export const pragueDay = (instant: number): string =>
  new Date(pragueClock(instant)).toISOString().slice(0, 10);

/** The calendar day that is `days` after `day` (`YYYY-MM-DD`; negative: before). */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);
