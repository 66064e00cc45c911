import './switchboard.css';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { SwitchboardPart } from '../../domain/switchboard.ts';
import { useRemembered } from '../calls/use-remembered.ts';
import { failureOf } from '../desk-failure.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { useSearchText } from '../navigation.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useOperation } from '../queries.ts';
import { createPeopleArranger, type Grouping } from './arrange-people.ts';
import { GroupsTable } from './GroupsTable.tsx';
import { LinesTable } from './LinesTable.tsx';
import { PeopleGrid } from './PeopleGrid.tsx';
import { isFirstReading, staleAccounts } from './stale-parts.ts';
import { SkeletonCards } from './SkeletonCards.tsx';
import { SwitchboardChoices, type View } from './SwitchboardChoices.tsx';
import { SwitchboardEmpty } from './SwitchboardEmpty.tsx';
import { SwitchboardParts } from './SwitchboardParts.tsx';
import { useSwitchboardWords } from './switchboard-words.ts';
import { keyOf } from './within-account.ts';

const noStatuses: readonly LiveStatus[] = [];
const noParts: readonly SwitchboardPart[] = [];

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
  const read = reading.data && !isFirstReading(reading.data) ? reading.data : undefined;
  // Drawn in pieces between frames: whatever changes, what moves on the page goes on moving.
  const snapshot = useDeferredValue(read);
  const [arrange] = useState(createPeopleArranger);
  const sections = useMemo(
    () => (snapshot ? arrange(snapshot, grouping, query, formats.compare) : []),
    [arrange, snapshot, grouping, query, formats],
  );
  const callOf = useMemo(() => new Map(snapshot?.liveCalls.map((call) => [keyOf(call), call])), [snapshot]);

  const now = useNow();
  const statuses = useOperation('live.read', {}).data ?? noStatuses;
  const parts = snapshot?.parts ?? noParts;
  const stale = useMemo(() => staleAccounts(parts, now, statuses), [parts, now, statuses]);
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
        <SwitchboardChoices
          people={snapshot?.people.length}
          lines={snapshot?.lines.length}
          groups={snapshot?.groups.length}
          {...{ view, grouping }}
          onView={setView}
          onGrouping={setGrouping}
        />
        {snapshot && <SwitchboardParts {...{ parts, statuses, accounts, words }} />}
        {snapshot && reading.error && (
          <FailureNotice failure={failureOf(reading.error)} onRetry={() => void reading.refetch()} />
        )}
      </div>
      {body()}
    </section>
  );
}
