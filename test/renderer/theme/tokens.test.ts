import { describe, expect, it } from 'vitest';
import { dark, light, type Tokens } from '../../../renderer/theme/tokens.ts';

/** Relative luminance of `#rrggbb` by WCAG 2.2. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [brighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (brighter + 0.05) / (darker + 0.05);
}

type Name = keyof Tokens;
const surfaces: Name[] = ['frame', 'page', 'raised', 'hover', 'selected'];
const words: Name[] = ['text', 'secondary', 'accent-text'];
const onSurface: [Name, Name][] = words.flatMap((word) =>
  surfaces.map((surface): [Name, Name] => [word, surface]),
);
const textPairs: [Name, Name][] = [
  ...onSurface,
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'loss'],
  ...(['missed', 'waiting', 'live'] as const).flatMap((sign): [Name, Name][] => [
    [sign, 'frame'],
    [sign, 'page'],
    [sign, 'raised'],
    [sign, 'hover'],
    [sign, `${sign}-surface`],
  ]),
  ['page', 'text'],
];
const accounts: Name[] = [
  'account-teal',
  'account-blue',
  'account-violet',
  'account-pink',
  'account-orange',
  'account-lime',
  'account-slate',
  'account-yellow',
];
const signPairs: [Name, Name][] = [
  ...['page' as const, 'raised' as const, 'frame' as const].flatMap((surface): [Name, Name][] => [
    ['edge', surface],
    ['focus', surface],
  ]),
  ...accounts.flatMap((account): [Name, Name][] => [
    [account, 'page'],
    [account, 'raised'],
  ]),
];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, tokens) => {
  it.each(textPairs)('shows %s on %s with a contrast of at least 4.5', (word, surface) => {
    expect(contrast(tokens[word], tokens[surface])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(signPairs)('shows the sign %s on %s with a contrast of at least 3', (sign, surface) => {
    expect(contrast(tokens[sign], tokens[surface])).toBeGreaterThanOrEqual(3);
  });
});
