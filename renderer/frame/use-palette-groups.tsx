import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconDeviceDesktop,
  IconHeadset,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPhone,
  IconPhoneX,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconSun,
  IconUserCircle,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../domain/settings.ts';
import { useAnnounce } from '../announcer.tsx';
import { type Screen, useNavigation } from '../navigation.tsx';
import { useAct, useOperation } from '../queries.ts';

export interface PaletteActions {
  readonly onSearch: () => void;
  readonly onShowKeys: () => void;
}

const action = (id: string, label: string, Sign: Icon, onClick: () => void): SpotlightActionData => ({
  id,
  label,
  leftSection: <Sign size={18} stroke={1.6} aria-hidden />,
  onClick,
});

const screenSigns: Readonly<Record<Screen, Icon>> = {
  calls: IconPhone,
  missed: IconPhoneX,
  switchboard: IconHeadset,
  accounts: IconUserCircle,
  settings: IconSettings,
};

/** The palette's commands in the language in force. */
export function usePaletteGroups({ onSearch, onShowKeys }: PaletteActions): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { go } = useNavigation();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const pull = useAct('sync.now');
  const write = useAct('settings.write');

  const goTo = (screen: Screen) =>
    action(`go-${screen}`, t(`screens.${screen}`), screenSigns[screen], () => go(screen));
  const choose = (id: string, label: string, sign: Icon, change: Partial<Settings>) =>
    action(id, label, sign, () => write.mutate(change));

  return [
    {
      group: t('palette.groupGo'),
      actions: [
        goTo('calls'),
        goTo('missed'),
        goTo('switchboard'),
        goTo('accounts'),
        goTo('settings'),
        ...accounts.map(({ id, label }) =>
          action(`account-${id}`, t('palette.account', { name: label }), IconUserCircle, () =>
            go('accounts'),
          ),
        ),
      ],
    },
    {
      group: t('palette.groupDo'),
      actions: [
        action('search', t('palette.search'), IconSearch, onSearch),
        action('pull', t('palette.syncNow'), IconRefresh, () =>
          pull.mutate({ id: null }, { onSuccess: () => announce(t('sync.pullAsked')) }),
        ),
        action('add-account', t('palette.addAccount'), IconPlus, () => go('accounts')),
        action('keys', t('palette.keys'), IconKeyboard, onShowKeys),
      ],
    },
    {
      group: t('palette.groupLook'),
      actions: [
        choose('theme-light', t('palette.themeLight'), IconSun, { theme: 'light' }),
        choose('theme-dark', t('palette.themeDark'), IconMoon, { theme: 'dark' }),
        choose('theme-system', t('palette.themeSystem'), IconDeviceDesktop, { theme: 'system' }),
        choose('rows-comfortable', t('palette.densityComfortable'), IconBaselineDensityMedium, {
          density: 'comfortable',
        }),
        choose('rows-compact', t('palette.densityCompact'), IconBaselineDensitySmall, { density: 'compact' }),
        choose('language-cs', t('palette.languageCs'), IconLanguage, { language: 'cs' }),
        choose('language-en', t('palette.languageEn'), IconLanguage, { language: 'en' }),
      ],
    },
  ];
}
