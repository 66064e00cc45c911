/** A count of seconds or milliseconds from now is at most this long; a refusal can last an hour. */
const longestSeconds = 3600;
const longestMs = longestSeconds * 1000;
/** UNIX seconds and milliseconds of the years 2001 to 2286: what lies outside is no instant. */
const unixSeconds = { from: 1e9, to: 1e10 };
/** A window of a minute resets within it; a second more for a provider that rounds up. */
const windowMs = 61_000;

/**
 * When a company's window resets, on this computer's clock, epoch ms; null for a value that cannot be meant.
 *
 * The unit is not documented (aircall.md 2): UNIX seconds, UNIX milliseconds and seconds or milliseconds from now are
 * told apart by magnitude. `serverNow` is the provider's own idea of now (its `Date` header), null when it sent none: an
 * instant that makes sense by it is corrected by how far this computer's clock is off.
 */
export function resetInstant(value: number, now: number, serverNow: number | null): number | null {
  if (!(value >= 0)) return null;
  if (value <= longestSeconds) return now + value * 1000;
  if (value <= longestMs) return now + value;
  const instant = value >= unixSeconds.from && value < unixSeconds.to ? value * 1000 : value;
  if (instant < unixSeconds.from * 1000 || instant >= unixSeconds.to * 1000) return null;
  const fromServer = serverNow === null ? Infinity : instant - serverNow;
  // `Date` is cut to whole seconds; a clock that is right to a second needs no correction.
  const offset = serverNow === null ? 0 : serverNow - now;
  return fromServer > -1000 && fromServer <= windowMs && Math.abs(offset) > 1500 ? now + fromServer : instant;
}
