/** Instants in and out of the API: epoch ms inside, text in some zone outside (section 4). */

const quarterHour = 900_000;
/** Enough for half a year of quarter hours in one zone; the map starts over when it is full. */
const mostOffsets = 20_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}
const zones = new Map<string, Zone>();

/** Whether the name is an IANA zone this machine knows. */
export function isTimeZone(name: string): boolean {
  return zoneOf(name) !== null;
}

function zoneOf(name: string): Zone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/** How far the zone's wall clock is ahead of UTC at an instant, ms. Offsets change on quarter hours only, so they are kept. */
function offsetAt(name: string, instant: number): number {
  const zone = zoneOf(name);
  if (zone === null) throw new RangeError('unknown time zone');
  const quarter = Math.floor(instant / quarterHour);
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  const start = quarter * quarterHour;
  const parts = zone.format.formatToParts(start);
  const read = (name: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find(({ type }) => type === name)?.value);
  const wall = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  if (zone.offsets.size >= mostOffsets) zone.offsets.clear();
  zone.offsets.set(quarter, wall - start);
  return wall - start;
}

/** `2026-11-20 14:03:12` in the zone. */
export function wallClock(instant: number, zone: string): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-11-20T14:03:12+01:00` in the zone. */
export function withOffset(instant: number, zone: string): string {
  const offset = offsetAt(zone, instant);
  const wall = new Date(instant + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The first instant whose wall clock in the zone shows at least this time; the earlier one when clocks repeat it. */
export function instantOf(wall: number, zone: string): number {
  // The offset that holds on the day before is right unless the clock changed in between; then the other one is.
  const guesses = [wall - offsetAt(zone, wall - 86_400_000), wall - offsetAt(zone, wall + 86_400_000)];
  const exact = guesses.filter((instant) => instant + offsetAt(zone, instant) === wall);
  return Math.min(...(exact.length > 0 ? exact : guesses));
}

const written =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+\- ]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads a moment of a query: ISO 8601 with offset or `Z`, without offset or as a plain date (both read in `zone`), or
 * epoch ms. A `+` that arrived unescaped, hence as a space, is taken for one. Null when it is none of these. [I]
 */
export function parseMoment(text: string, zone: string): number | null {
  const trimmed = text.trim();
  if (/^\d{12,14}$/.test(trimmed)) return Number(trimmed);
  const match = written.exec(trimmed);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] = match;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const date = new Date(wall);
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day) || Number(hour) > 23)
    return null;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  if (offset === undefined) return instantOf(wall, zone) + ms;
  if (offset.toUpperCase() === 'Z') return wall + ms;
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(3).replace(':', '') || '0'];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return wall + ms - (offset.startsWith('-') ? -ahead : ahead);
}

/** The first instant of the local day that holds the instant. */
export function dayStart(instant: number, zone: string): number {
  return instantOf(Date.parse(`${wallClock(instant, zone).slice(0, 10)}T00:00:00Z`), zone);
}
