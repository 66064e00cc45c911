import './palette.css';
import { Modal } from '@mantine/core';
import { Spotlight, useSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchingCommands, palette, paletteListId, paletteStore } from './palette-commands.ts';
import { PaletteList } from './PaletteList.tsx';
import { type PaletteActions, usePaletteGroups } from './use-palette-groups.ts';

/**
 * Everything that can be done, by name. Put together from Spotlight's parts because the ready-made one moves its
 * selection without telling assistive technology; here the field is a combobox that names the selected command.
 */
export function Palette(actions: PaletteActions) {
  const { t } = useTranslation();
  const { selected } = useSpotlight(paletteStore);
  const [typed, setTyped] = useState('');
  const groups = matchingCommands(usePaletteGroups(actions), typed);
  const selectedId = groups.flatMap(({ commands }) => commands)[selected]?.id;

  return (
    <Spotlight.Root
      store={paletteStore}
      // `use-frame-keys.ts` opens it, by the same rules as every other key.
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
    >
      <Modal.Title className="visually-hidden">{t('palette.label')}</Modal.Title>
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
        aria-label={t('palette.placeholder')}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={paletteListId}
        aria-activedescendant={selectedId === undefined ? undefined : `command-${selectedId}`}
      />
      {groups.length === 0 && (
        <p className="palette-nothing" role="status">
          {t('palette.nothing')}
        </p>
      )}
      <PaletteList
        groups={groups}
        selectedId={selectedId}
        onRun={(command) => {
          palette.close();
          command.run();
        }}
      />
    </Spotlight.Root>
  );
}
