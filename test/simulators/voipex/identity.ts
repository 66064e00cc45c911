import { createHash } from 'node:crypto';

const digest = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

/** A UUID that is the same for the same parts on every run. */
export function stableUuid(...parts: readonly (string | number)[]): string {
  const hex = digest(...parts);
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Twelve characters that are the same for the same parts on every run. */
export const stableWord = (...parts: readonly (string | number)[]): string => digest(...parts).slice(0, 12);
