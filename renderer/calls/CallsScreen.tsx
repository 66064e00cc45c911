import './calls-screen.css';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { useSettings } from '../facts.tsx';
import { useNow } from '../formats/use-now.ts';
import { useStepBack } from '../keys/step-back.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useSearchText } from '../navigation.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useOperation } from '../queries.ts';
import { CallDetailPane } from './CallDetailPane.tsx';
import { SkeletonList } from './SkeletonRow.tsx';
import { CallGrid, rowHeights } from './CallGrid.tsx';
import {
  activeFilters,
  type CallsView,
  filterOf,
  nothingChosen,
  startOfDay,
  withoutGone,
} from './call-filters.ts';
import { CallsEmpty } from './CallsEmpty.tsx';
import { CallsHead } from './CallsHead.tsx';
import { useCallWords } from './call-words.ts';
import { FilterBar } from './FilterBar.tsx';
import { FirstPull } from './FirstPull.tsx';
import { usePinnedList } from './use-pinned-list.ts';
import { useRemembered } from './use-remembered.ts';

/** The call log; `missed` narrows it to calls that came in and reached nobody. */
export function CallsScreen({ view }: { readonly view: CallsView }) {
  const { t } = useTranslation('calls');
  const { density } = useSettings();
  const words = useCallWords();
  const [searchText, setSearchText] = useSearchText();
  const [text] = useDebouncedValue(searchText, 120);
  const [remembered, setChoice] = useRemembered(`filters of ${view}`, nothingChosen);
  const accounts = useOperation('accounts.list', {}).data;
  const choice = useMemo(
    () =>
      accounts === undefined
        ? remembered
        : withoutGone(
            remembered,
            accounts.map(({ id }) => id),
          ),
    [remembered, accounts],
  );
  const [open, setOpen] = useState<{ readonly call: Call; readonly byKey: boolean } | null>(null);
  const firstFilter = useRef<HTMLButtonElement>(null);

  const today = startOfDay(useNow());
  const filter = useMemo(() => filterOf(view, choice, text, today), [view, choice, text, today]);
  const list = usePinnedList(filter);
  const { data: facets, isError: facetsFailed } = useOperation('calls.facets', {});
  const colours = useMemo(() => new Map(accounts?.map(({ id, colour }) => [id, colour])), [accounts]);
  const colourOf = useCallback((id: AccountId) => colours.get(id), [colours]);

  const clear = () => {
    setChoice(nothingChosen);
    setSearchText('');
  };
  const close = () => {
    setOpen(null);
    document.querySelector<HTMLElement>('.call-grid')?.focus({ preventScroll: true });
  };
  useStepBack(open !== null, close);
  useKeys({ f: () => firstFilter.current?.focus() });

  const { pin, days } = list;
  const total = days?.reduce((sum, day) => sum + day.count, 0);
  const body = () => {
    if (list.failure !== null) return <FailureNotice whole failure={list.failure} onRetry={list.retry} />;
    if (pin === null || days === undefined || total === undefined) {
      return <SkeletonList rowHeight={rowHeights[density]} />;
    }
    if (total === 0) {
      return <CallsEmpty view={view} choice={choice} text={text} accounts={accounts ?? []} onClear={clear} />;
    }
    return (
      <CallGrid
        // Another filter is another list: its place and its active row start anew.
        key={JSON.stringify(pin.filter)}
        {...{ list, pin, days, density, words, colourOf }}
        label={t(view === 'missed' ? 'missedList' : 'list')}
        openId={open?.call.id ?? null}
        onOpen={(call, byKey) => setOpen({ call, byKey })}
      />
    );
  };

  return (
    <div className="calls-screen">
      <section className="calls-main" aria-label={t(view === 'missed' ? 'missedTitle' : 'title')}>
        <div className="calls-head">
          <CallsHead view={view} total={total} />
          {(facets?.total !== 0 || activeFilters(choice) > 0) && (
            <FilterBar
              {...{ view, choice, facets, facetsFailed }}
              onChange={setChoice}
              onClear={() => setChoice(nothingChosen)}
              accounts={accounts ?? []}
              firstRef={firstFilter}
            />
          )}
        </div>
        {total !== 0 && <FirstPull />}
        {body()}
      </section>
      {open !== null && (
        <CallDetailPane
          call={open.call}
          account={accounts?.find(({ id }) => id === open.call.accountId)}
          words={words}
          takesFocus={open.byKey}
          onClose={close}
          onOpenLeg={(call) => setOpen({ call, byKey: true })}
        />
      )}
    </div>
  );
}
