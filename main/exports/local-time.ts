/** One instant as the clock on the wall showed it. */
export interface LocalTime {
  /** `2026-11-21` */
  readonly date: string;
  /** `10:15:30` */
  readonly time: string;
  /** `UTC+01:00`. With the letters in front a spreadsheet leaves it alone; a bare `+01:00` becomes one o'clock. */
  readonly offset: string;
  /** Days since 1899-12-30, as spreadsheets count; null for what they cannot show (before 1900, after 9999). */
  readonly serial: number | null;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const serialOf1970 = 25_569;
const lastSerial = 2_958_466;
const two = (value: number): string => String(value).padStart(2, '0');

/** `at` (epoch ms) in the time zone of this computer, to the second. */
export function localTime(at: number): LocalTime {
  const offsetMinutes = -new Date(at).getTimezoneOffset();
  // Read through the UTC half of Date: shifted once, all its parts are those of the wall clock.
  const local = new Date(Math.floor(at / 1000) * 1000 + offsetMinutes * minuteMs);
  const [date = '', rest = ''] = local.toISOString().split('T');
  const away = Math.abs(offsetMinutes);
  const serial = local.getTime() / dayMs + serialOf1970;
  return {
    date,
    time: rest.slice(0, 8),
    offset: `UTC${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`,
    serial: serial >= 1 && serial < lastSerial ? serial : null,
  };
}
