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
import { type CallsView, type DateSpan, nothingChosen } from '../calls/call-filters.ts';
import { remember } from '../calls/use-remembered.ts';
import { useAnnounce } from '../announcer.tsx';
import { KeyNames } from '../keys/KeyNames.tsx';
import { type Screen, useNavigation } from '../navigation.tsx';
import { useAct, useOperation } from '../queries.ts';

export interface PaletteActions {
  readonly onSearch: () => void;
  readonly onShowKeys: () => void;
}

/** One command; `keyName` is the shortcut that does the same. */
const action = (
  id: string,
  label: string,
  Sign: Icon,
  onClick: () => void,
  keyName?: string,
): SpotlightActionData => ({
  id,
  label,
  leftSection: <Sign size={18} stroke={1.6} aria-hidden />,
  rightSection: keyName === undefined ? null : <KeyNames keyName={keyName} />,
  onClick,
});

const screenKeys: Readonly<Record<Screen, string>> = {
  calls: 'mod+1',
  missed: 'mod+2',
  switchboard: 'mod+3',
  accounts: 'mod+4',
  settings: 'mod+,',
};

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
  const { go, goAfresh } = useNavigation();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const pull = useAct('sync.now');
  const write = useAct('settings.write');

  const goTo = (screen: Screen) =>
    action(`go-${screen}`, t(`screens.${screen}`), screenSigns[screen], () => go(screen), screenKeys[screen]);
  const choose = (id: string, label: string, sign: Icon, change: Partial<Settings>) =>
    action(id, label, sign, () => write.mutate(change));

  const show = (id: string, label: string, sign: Icon, view: CallsView, dates: DateSpan) =>
    action(id, label, sign, () => {
      remember(`filters of ${view}`, { ...nothingChosen, dates });
      goAfresh(view);
    });

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
      group: t('palette.groupShow'),
      actions: [
        show('show-missed-today', t('palette.missedToday'), IconPhoneX, 'missed', 'today'),
        show('show-missed-week', t('palette.missedWeek'), IconPhoneX, 'missed', 'last-7-days'),
        show('show-calls-today', t('palette.callsToday'), IconPhone, 'calls', 'today'),
        show('show-calls-yesterday', t('palette.callsYesterday'), IconPhone, 'calls', 'yesterday'),
      ],
    },
    {
      group: t('palette.groupDo'),
      actions: [
        action('search', t('palette.search'), IconSearch, onSearch, '/'),
        action('pull', t('palette.syncNow'), IconRefresh, () =>
          pull.mutate({ id: null }, { onSuccess: () => announce(t('sync.pullAsked')) }),
        ),
        action('add-account', t('palette.addAccount'), IconPlus, () =>
          goAfresh('accounts', { kind: 'add-account' }),
        ),
        action('keys', t('palette.keys'), IconKeyboard, onShowKeys, '?'),
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
