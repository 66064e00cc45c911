import { Button } from '@mantine/core';
import { IconDialpad, IconHeadset, IconUserSearch, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../navigation.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';

interface SwitchboardEmptyProps {
  readonly view: 'people' | 'lines' | 'groups';
  readonly hasAccounts: boolean;
  /** What was searched for in vain; empty when there is nothing to search in. */
  readonly query: string;
  readonly onClear: () => void;
}

/** Why the switchboard is empty, and the one thing to do about it. */
export function SwitchboardEmpty({ view, hasAccounts, query, onClear }: SwitchboardEmptyProps) {
  const { t } = useTranslation('switchboard');
  const { go } = useNavigation();
  if (!hasAccounts) {
    return (
      <EmptyState
        icon={IconHeadset}
        title={t('empty.title')}
        action={<Button onClick={() => go('accounts')}>{t('empty.noAccountAction')}</Button>}
      >
        {t('empty.noAccount')}
      </EmptyState>
    );
  }
  if (query !== '') {
    return (
      <EmptyState
        icon={IconUserSearch}
        title={t('empty.searchedTitle')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('empty.clearAction')}
          </Button>
        }
      >
        {t('empty.searchedText', { text: query })}
      </EmptyState>
    );
  }
  switch (view) {
    case 'people':
      return (
        <EmptyState icon={IconHeadset} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      );
    case 'lines':
      return (
        <EmptyState icon={IconDialpad} title={t('empty.linesTitle')}>
          {t('empty.linesText')}
        </EmptyState>
      );
    case 'groups':
      return (
        <EmptyState icon={IconUsersGroup} title={t('empty.groupsTitle')}>
          {t('empty.groupsText')}
        </EmptyState>
      );
  }
}
