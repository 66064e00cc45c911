import { Button, Menu } from '@mantine/core';
import { IconAdjustments, IconBookmark, IconDeviceFloppy, IconPhone, IconPhoneX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyNames } from '../keys/KeyNames.tsx';
import { useOperation } from '../queries.ts';
import { useOpenedView, useSavedViews } from './use-saved-views.ts';
import { useViewActions } from './use-view-actions.ts';
import { useViewDialogs } from './views-context.ts';
import { accountsLeft } from './view-state.ts';

/** All saved views to open, and what else can be done with them. */
export function ViewsMenu() {
  const { t } = useTranslation('views');
  const views = useSavedViews();
  const opened = useOpenedView();
  const accounts = useOperation('accounts.list', {}).data?.map(({ id }) => id);
  const { open } = useViewActions();
  const { askToSave, arrange } = useViewDialogs();
  return (
    <Menu
      position="bottom-end"
      width={330}
      returnFocus
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          className="views-button"
          leftSection={<IconBookmark size={15} stroke={1.75} aria-hidden />}
        >
          {t('button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('menu')} className="views-menu">
        {views.map((view) => {
          const Kind = view.query.view === 'missed' ? IconPhoneX : IconPhone;
          const isGone = accounts !== undefined && accountsLeft(view, accounts) !== 'all';
          return (
            <Menu.Item
              key={view.id}
              leftSection={<Kind size={16} stroke={1.75} aria-hidden />}
              rightSection={isGone && <span className="secondary">{t('goneShort')}</span>}
              aria-current={opened?.id === view.id || undefined}
              onClick={() => open(view)}
            >
              {view.name}
            </Menu.Item>
          );
        })}
        <Menu.Item
          className={views.length > 0 ? 'views-menu-apart' : undefined}
          leftSection={<IconDeviceFloppy size={16} stroke={1.75} aria-hidden />}
          rightSection={<KeyNames keyName="mod+shift+s" />}
          onClick={askToSave}
        >
          {t('save')}
        </Menu.Item>
        {views.length > 0 && (
          <Menu.Item leftSection={<IconAdjustments size={16} stroke={1.75} aria-hidden />} onClick={arrange}>
            {t('manage')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
