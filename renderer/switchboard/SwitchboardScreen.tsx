import './switchboard.css';
import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import { useRemembered } from '../calls/use-remembered.ts';
import { failureOf } from '../desk-failure.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { useSearchText } from '../navigation.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useOperation } from '../queries.ts';
import { arrangePeople, type Grouping, groupings } from './arrange-people.ts';
import { GroupsTable } from './GroupsTable.tsx';
import { LinesTable } from './LinesTable.tsx';
import { PeopleGrid } from './PeopleGrid.tsx';
import { isFirstReading, staleAccounts } from './stale-parts.ts';
import { SkeletonCards } from './SkeletonCards.tsx';
import { SwitchboardEmpty } from './SwitchboardEmpty.tsx';
import { SwitchboardParts } from './SwitchboardParts.tsx';
import { useSwitchboardWords } from './switchboard-words.ts';
import { withinAccount } from './within-account.ts';

const views = ['people', 'lines', 'groups'] as const;
type View = (typeof views)[number];

/** Who is doing what now, over all accounts; lines and numbers; teams and queues. */
export function SwitchboardScreen() {
  const { t } = useTranslation('switchboard');
  const formats = useFormats();
  const words = useSwitchboardWords();
  const [view, setView] = useRemembered<View>('switchboard view', 'people');
  const [grouping, setGrouping] = useRemembered<Grouping>('switchboard grouping', 'team');
  const [searchText, setSearchText] = useSearchText();
  const [query] = useDebouncedValue(searchText, 80);

  const reading = useOperation('switchboard.read', {});
  const accountList = useOperation('accounts.list', {}).data;
  const accounts = useMemo(
    () => new Map(accountList?.map((account) => [account.id, account])),
    [accountList],
  );
  const colourOf = useCallback((id: AccountId) => accounts.get(id)?.colour, [accounts]);
  const snapshot = reading.data && !isFirstReading(reading.data) ? reading.data : undefined;
  const sections = useMemo(
    () => (snapshot ? arrangePeople(snapshot, grouping, query, formats.compare) : []),
    [snapshot, grouping, query, formats],
  );
  const callOf = useMemo(
    () => new Map(snapshot?.liveCalls.map((call) => [withinAccount(call.accountId, call.id), call])),
    [snapshot],
  );

  const now = useNow();
  const stale = useMemo(() => staleAccounts(snapshot?.parts ?? [], now), [snapshot, now]);
  const counts = snapshot && {
    people: snapshot.people.length,
    lines: snapshot.lines.length,
    groups: snapshot.groups.length,
  };
  const body = () => {
    if (!snapshot) {
      if (reading.error) {
        return (
          <FailureNotice whole failure={failureOf(reading.error)} onRetry={() => void reading.refetch()} />
        );
      }
      return <SkeletonCards />;
    }
    const isEmpty = view === 'people' ? sections.length === 0 : snapshot[view].length === 0;
    if (isEmpty) {
      return (
        <SwitchboardEmpty
          view={view}
          hasAccounts={accounts.size > 0}
          query={snapshot[view].length > 0 ? query.trim() : ''}
          onClear={() => setSearchText('')}
        />
      );
    }
    switch (view) {
      case 'people':
        return <PeopleGrid key={grouping} {...{ sections, callOf, colourOf, stale, words }} />;
      case 'lines':
        return <LinesTable lines={snapshot.lines} {...{ query, accounts }} />;
      case 'groups':
        return (
          <GroupsTable
            {...{ snapshot, query, accounts }}
            onShowPeople={(name) => {
              setSearchText(name);
              setGrouping('team');
              setView('people');
            }}
          />
        );
    }
  };

  return (
    <section className="switchboard-screen" aria-label={t('title')}>
      <div className="switchboard-head">
        <div className="switchboard-title">
          <h1 className="page-title">{t('title')}</h1>
          {snapshot && (
            <span className="switchboard-total figures">
              {t('people', { count: snapshot.people.length })}
              {snapshot.liveCalls.length > 0 && `, ${t('live', { count: snapshot.liveCalls.length })}`}
            </span>
          )}
        </div>
        <div className="switchboard-choices">
          <SegmentedControl
            size="xs"
            aria-label={t('parts.label')}
            value={view}
            onChange={setView}
            data={views.map((value) => ({
              value,
              label: counts ? `${t(`parts.${value}`)} ${formats.number(counts[value])}` : t(`parts.${value}`),
            }))}
          />
          {view === 'people' && (
            <div className="switchboard-grouping">
              <span id="grouping-label" className="secondary">
                {t('grouping.label')}
              </span>
              <SegmentedControl
                size="xs"
                aria-labelledby="grouping-label"
                value={grouping}
                onChange={setGrouping}
                data={groupings.map((value) => ({ value, label: t(`grouping.${value}`) }))}
              />
            </div>
          )}
        </div>
        {snapshot && <SwitchboardParts parts={snapshot.parts} {...{ accounts, words }} />}
        {snapshot && reading.error && (
          <FailureNotice failure={failureOf(reading.error)} onRetry={() => void reading.refetch()} />
        )}
      </div>
      {body()}
    </section>
  );
}
