import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type PaletteActions, usePaletteGroups } from './use-palette-groups.tsx';

/** Everything that can be done, by name. Opened by Ctrl K, on macOS Cmd K. */
export function Palette(actions: PaletteActions) {
  const { t } = useTranslation();
  const groups = usePaletteGroups(actions);
  return (
    <Spotlight
      // `use-frame-keys.ts` opens it, by the same rules as every other key.
      shortcut={null}
      actions={groups}
      nothingFound={t('palette.nothing')}
      scrollable
      maxHeight={420}
      // The dialog's name for assistive technology; `frame.css` hides it from view.
      title={t('palette.label')}
      searchProps={{
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
        leftSection: <IconSearch size={18} stroke={1.75} aria-hidden />,
      }}
    />
  );
}
