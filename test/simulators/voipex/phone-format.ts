import type { VoipexSwitches } from './switches.ts';

/** A number as the chosen format writes it; extensions and words such as `anonymous` stay as they are. */
export function formatNumber(number: string, format: VoipexSwitches['numberFormat']): string {
  if (!number.startsWith('+') || format === 'plus') return number;
  if (format === 'national' && number.startsWith('+420')) return number.slice('+420'.length);
  return `00${number.slice(1)}`;
}

/** The same number whatever format it was typed in: `+420…` for Czech ones, extensions unchanged (section 12). */
export function canonicalNumber(typed: string): string {
  const bare = typed.replace(/;.*$/u, '').replace(/[\s().\-/]/gu, '');
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  return /^[2-9]\d{8}$/u.test(bare) ? `+420${bare}` : bare;
}
