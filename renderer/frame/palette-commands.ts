import { createSpotlight } from '@mantine/spotlight';
import type { Icon } from '@tabler/icons-react';

/** Opens and closes the palette; the store says which command is selected. */
export const [paletteStore, palette] = createSpotlight();

/** Fixed, because the store looks the list up by it. There is one palette. */
export const paletteListId = 'palette-list';

export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly sign: Icon;
  /** The shortcut that does the same. */
  readonly keyName?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly label: string;
  readonly commands: readonly PaletteCommand[];
}

/** Lower case without diacritics: `prehled` finds `Přehled`. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The commands whose names hold every typed word, in their groups; groups that run empty are left out. */
export function matchingCommands(groups: readonly PaletteGroup[], typed: string): PaletteGroup[] {
  const wanted = folded(typed)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return groups
    .map(({ label, commands }) => ({
      label,
      commands: commands.filter((command) => wanted.every((word) => folded(command.label).includes(word))),
    }))
    .filter(({ commands }) => commands.length > 0);
}
