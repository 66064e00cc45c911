import { isHoliday, localHour } from './calendar.ts';

const hour = 3_600_000;
const day = 24 * hour;
const tuesday = 2;
/** 10:30 on the wall. */
const halfPastTen = 10.5 * hour;

/**
 * How far the company's own clock runs ahead of the calendar (ms, whole seconds, may be negative), so that at
 * `busyAt` (epoch ms) it shows half past ten on a Tuesday that is no holiday. The nearest such Tuesday is taken.
 */
export function companyShift(busyAt: number): number {
  const at = Math.floor(busyAt / 1000) * 1000;
  const here = localHour(at / 1000);
  const wall = here.hour * hour + (at % hour);
  let days = tuesday - here.weekday;
  if (days > 3) days -= 7;
  if (days < -3) days += 7;
  for (let weeks = 0; ; weeks++) {
    const shift = days * day + weeks * 7 * day + halfPastTen - wall;
    // Clocks may change on the way there: an hour more or less.
    const there = localHour((at + shift) / 1000);
    const shown = shift + (10 - there.hour) * hour;
    const moment = localHour((at + shown) / 1000);
    if (!isHoliday(moment, 'CZ') && !isHoliday(moment, 'FR')) return shown;
  }
}
