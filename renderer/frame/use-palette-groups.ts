import {
  type Icon,
  IconAdjustments,
  IconBookmark,
  IconDeviceFloppy,
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconDeviceDesktop,
  IconEraser,
  IconFileExport,
  IconHeadset,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPhone,
  IconPhoneX,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../domain/settings.ts';
import { useAnnounce } from '../announcer.tsx';
import type { CallsView, DateSpan, SavedView } from '../../domain/saved-view.ts';
import { nothingChosen, wholeList } from '../calls/call-filters.ts';
import { useDeskStore } from '../desk.tsx';
import { withQuery } from '../desk-store.ts';
import { hasCalls, useExporting } from '../exports/export-context.ts';
import { useErasePerson } from '../keeping/erase-context.ts';
import { type Screen, useNavigation } from '../navigation.tsx';
import { usePause } from '../progress/use-pause.ts';
import { useAct, useOperation } from '../queries.ts';
import { useSavedViews } from '../views/use-saved-views.ts';
import { useViewActions } from '../views/use-view-actions.ts';
import { useViewDialogs } from '../views/views-context.ts';
import type { PaletteCommand, PaletteGroup } from './palette-commands.ts';

export interface PaletteActions {
  readonly onSearch: () => void;
  readonly onShowKeys: () => void;
}

const screenSigns: Readonly<Record<Screen, { readonly sign: Icon; readonly keyName: string }>> = {
  calls: { sign: IconPhone, keyName: 'mod+1' },
  missed: { sign: IconPhoneX, keyName: 'mod+2' },
  switchboard: { sign: IconHeadset, keyName: 'mod+3' },
  accounts: { sign: IconUserCircle, keyName: 'mod+4' },
  settings: { sign: IconSettings, keyName: 'mod+,' },
};

/** The palette's commands in the language in force. */
export function usePaletteGroups({ onSearch, onShowKeys }: PaletteActions): PaletteGroup[] {
  const { t } = useTranslation();
  const { t: progress } = useTranslation('progress');
  const { t: keeping } = useTranslation('keeping');
  const { t: exporting } = useTranslation('exports');
  const announce = useAnnounce();
  const { pause, hasMore, isPaused } = usePause();
  const { shown, ask } = useExporting();
  const erase = useErasePerson();
  const { screen, go, goAfresh } = useNavigation();
  const store = useDeskStore();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const pull = useAct('sync.now');
  const write = useAct('settings.write');

  const goTo = (screen: Screen): PaletteCommand => ({
    id: `go-${screen}`,
    label: t(`screens.${screen}`),
    ...screenSigns[screen],
    run: () => go(screen),
  });
  const show = (id: string, label: string, sign: Icon, view: CallsView, dates: DateSpan): PaletteCommand => ({
    id,
    label,
    sign,
    run: () => {
      const choice = { ...nothingChosen, dates };
      store.change((desk) => withQuery(desk, { ...wholeList(view), choice }));
      goAfresh(view);
    },
  });
  const choose = (id: string, label: string, sign: Icon, change: Partial<Settings>): PaletteCommand => ({
    id,
    label,
    sign,
    run: () => write.mutate(change),
  });

  const views = useSavedViews();
  const { open } = useViewActions();
  const { askToSave, arrange } = useViewDialogs();
  const pinned = views.filter((view) => view.pinned);
  const openingView = (view: SavedView): PaletteCommand => {
    const place = pinned.indexOf(view) + 1;
    return {
      id: `view-${view.id}`,
      label: t('palette.view', { name: view.name }),
      sign: IconBookmark,
      ...(place > 0 && place <= 9 && { keyName: `alt+${place}` }),
      run: () => open(view),
    };
  };

  return [
    {
      label: t('palette.groupGo'),
      commands: [
        goTo('calls'),
        goTo('missed'),
        goTo('switchboard'),
        goTo('accounts'),
        goTo('settings'),
        ...views.map(openingView),
        ...accounts.map(({ id, label }) => ({
          id: `account-${id}`,
          label: t('palette.account', { name: label }),
          sign: IconUserCircle,
          run: () => goAfresh('accounts', { kind: 'account', id }),
        })),
      ],
    },
    {
      label: t('palette.groupShow'),
      commands: [
        show('missed-today', t('palette.missedToday'), IconPhoneX, 'missed', 'today'),
        show('missed-week', t('palette.missedWeek'), IconPhoneX, 'missed', 'last-7-days'),
        show('calls-today', t('palette.callsToday'), IconPhone, 'calls', 'today'),
        show('calls-yesterday', t('palette.callsYesterday'), IconPhone, 'calls', 'yesterday'),
      ],
    },
    {
      label: t('palette.groupDo'),
      commands: [
        ...(screen === 'calls' || screen === 'missed'
          ? [
              {
                id: 'save-view',
                label: t('palette.saveView'),
                sign: IconDeviceFloppy,
                keyName: 'mod+shift+s',
                run: askToSave,
              },
            ]
          : []),
        ...(views.length > 0
          ? [{ id: 'arrange-views', label: t('palette.arrangeViews'), sign: IconAdjustments, run: arrange }]
          : []),
        { id: 'search', label: t('palette.search'), sign: IconSearch, keyName: '/', run: onSearch },
        {
          id: 'pull',
          label: t('palette.syncNow'),
          sign: IconRefresh,
          run: () => pull.mutate({ id: null }, { onSuccess: () => announce(t('sync.pullAsked')) }),
        },
        {
          id: 'add-account',
          label: t('palette.addAccount'),
          sign: IconPlus,
          run: () => goAfresh('accounts', { kind: 'add-account' }),
        },
        ...(hasMore
          ? [
              {
                id: 'pause',
                label: progress(isPaused ? 'resumeAll' : 'pauseAll'),
                sign: isPaused ? IconPlayerPlay : IconPlayerPause,
                run: () => pause(null, !isPaused),
              },
            ]
          : []),
        ...(hasCalls(shown)
          ? [{ id: 'export', label: exporting('buttonLong'), sign: IconFileExport, run: ask }]
          : []),
        { id: 'erase', label: keeping('erase.title'), sign: IconEraser, run: () => erase() },
        { id: 'keys', label: t('palette.keys'), sign: IconKeyboard, keyName: '?', run: onShowKeys },
      ],
    },
    {
      label: t('palette.groupLook'),
      commands: [
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
