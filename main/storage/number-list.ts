const comma = 0x2c;
const zero = 0x30;

/**
 * Calls `take` with each number of a text like `3,14,15`: whole, without a sign, as SQLite's group_concat writes row
 * numbers. Reading them as JSON and checking each takes two to three times as long, and there may be hundreds of
 * thousands. Throws TypeError when something else stands there.
 */
export function eachNumber(list: string, take: (value: number) => void): void {
  if (list === '') return;
  let value = 0;
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === comma) {
      take(value);
      value = 0;
      continue;
    }
    const digit = code - zero;
    if (digit < 0 || digit > 9) throw new TypeError('a list of row numbers holds something else');
    value = value * 10 + digit;
  }
  take(value);
}
