import { IconPhone } from '@tabler/icons-react';
import { describe, expect, it } from 'vitest';
import { matchingCommands, type PaletteGroup } from '../../../renderer/frame/palette-commands.ts';

const group = (label: string, ...labels: string[]): PaletteGroup => ({
  label,
  commands: labels.map((name) => ({ id: name, label: name, sign: IconPhone, run: () => undefined })),
});
const groups = [
  group('Přejít', 'Zmeškané', 'Nastavení'),
  group('Vzhled', 'Tmavý vzhled', 'Vzhled podle systému'),
];
const found = (typed: string) =>
  matchingCommands(groups, typed).map(({ commands }) => commands.map(({ id }) => id));

describe('the palette', () => {
  it('shows everything while nothing is typed', () => {
    expect(found('  ')).toEqual([
      ['Zmeškané', 'Nastavení'],
      ['Tmavý vzhled', 'Vzhled podle systému'],
    ]);
  });

  it('finds a command by any of its words, without diacritics and in any order', () => {
    expect(found('zmeskane')).toEqual([['Zmeškané']]);
    expect(found('vzhled TMAVY')).toEqual([['Tmavý vzhled']]);
  });

  it('leaves out groups without a match', () => {
    expect(found('nothing of the kind')).toEqual([]);
  });
});
