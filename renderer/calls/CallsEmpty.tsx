import { Button } from '@mantine/core';
import { IconFilterOff, IconMoodCheck, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { ViewQuery } from '../../domain/saved-view.ts';
import { useNavigation } from '../navigation.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useOperation } from '../queries.ts';
import { activeFilters } from './call-filters.ts';
import { FirstPull } from './FirstPull.tsx';

interface CallsEmptyProps {
  readonly query: ViewQuery;
  readonly accounts: readonly Account[];
  readonly onClear: () => void;
}

/** Why the list is empty, and the one thing to do about it. */
export function CallsEmpty({ query: { view, choice, text }, accounts, onClear }: CallsEmptyProps) {
  const { t } = useTranslation('calls');
  const { go } = useNavigation();
  const isPulling = useOperation('sync.read', {}).data?.some(({ phase }) => phase === 'first-pull') ?? false;
  const searched = text.trim();
  if (accounts.length === 0) {
    return (
      <EmptyState
        icon={IconPhone}
        title={t('empty.title')}
        action={<Button onClick={() => go('accounts')}>{t('empty.noAccountAction')}</Button>}
      >
        {t('empty.noAccount')}
      </EmptyState>
    );
  }
  if (activeFilters(choice) > 0 || searched !== '') {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('empty.filteredTitle')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('empty.clearAction')}
          </Button>
        }
      >
        {searched === '' ? t('empty.filteredText') : t('empty.searchedText', { text: searched })}
      </EmptyState>
    );
  }
  if (isPulling) {
    return (
      <EmptyState icon={IconPhone} title={t('empty.title')} action={<FirstPull />}>
        {t('empty.pulling')}
      </EmptyState>
    );
  }
  return view === 'missed' ? (
    <EmptyState icon={IconMoodCheck} title={t('empty.missedTitle')}>
      {t('empty.missedText')}
    </EmptyState>
  ) : (
    <EmptyState icon={IconPhone} title={t('empty.title')}>
      {t('empty.text')}
    </EmptyState>
  );
}
