import './calls-screen.css';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import { readQuery } from '../../domain/call-query.ts';
import type { CallsView, FilterChoice } from '../../domain/saved-view.ts';
import { useDesk, useDeskStore } from '../desk.tsx';
import { withChoice, withText } from '../desk-store.ts';
import { useToday } from '../formats/use-now.ts';
import { useStepBack } from '../keys/step-back.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { FollowUps } from '../live/FollowUps.tsx';
import { LiveNow } from '../live/LiveNow.tsx';
import { useOperation } from '../queries.ts';
import { activeFilters, filterOf, nothingChosen, withoutGone } from './call-filters.ts';
import { useCallWords } from './call-words.ts';
import { CallsBody } from './CallsBody.tsx';
import { CallsHead } from './CallsHead.tsx';
import { FilterBar } from './FilterBar.tsx';
import { FirstPull } from './FirstPull.tsx';
import { OpenCall } from './OpenCall.tsx';
import { usePinnedList } from './use-pinned-list.ts';
import { useSame } from './use-same.ts';

/** The call whose detail is open: as the list knows it, and whether a key opened it. */
interface Opened {
  readonly call: Call;
  readonly byKey: boolean;
}

/** The call log; `missed` narrows it to calls that came in and reached nobody. */
export function CallsScreen({ view }: { readonly view: CallsView }) {
  const { t } = useTranslation('calls');
  const words = useCallWords();
  const store = useDeskStore();
  const query = useDesk((desk) => desk.lists[view]);
  const openId = useDesk((desk) => desk.openCall);
  const accountList = useOperation('accounts.list', {}).data;
  const accounts = useMemo(() => accountList ?? [], [accountList]);
  const choice = useMemo(
    () =>
      accountList === undefined
        ? query.choice
        : withoutGone(
            query.choice,
            accountList.map(({ id }) => id),
          ),
    [query.choice, accountList],
  );
  const today = useToday();
  // A typed `today` keeps its letters at midnight and begins to mean other calls.
  const day = readQuery(query.text).spans.length > 0 ? today : null;
  const { filter } = useSame({ filter: filterOf(view, choice, query.text, today), day });
  const list = usePinnedList(filter, day);
  // The menus' choices can wait until there are rows to look at.
  const { data: facets, isError: facetsFailed } = useOperation(
    'calls.facets',
    {},
    { enabled: list.pin !== null },
  );
  const colours = useMemo(() => new Map(accounts.map(({ id, colour }) => [id, colour])), [accounts]);
  const colourOf = useCallback((id: AccountId) => colours.get(id), [colours]);
  const firstFilter = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);

  const choose = useCallback(
    (next: FilterChoice) => store.change((desk) => withChoice(desk, view, next)),
    [store, view],
  );
  const clearFilters = useCallback(() => choose(nothingChosen), [choose]);
  const clear = useCallback(() => {
    clearFilters();
    store.change((desk) => withText(desk, view, ''));
  }, [clearFilters, store, view]);
  const show = useCallback(
    (openCall: CallId | null) => store.change((desk) => ({ ...desk, openCall })),
    [store],
  );
  const open = useCallback(
    (call: Call, byKey: boolean) => {
      setOpened({ call, byKey });
      show(call.id);
    },
    [show],
  );
  const close = useCallback(() => {
    show(null);
    document.querySelector<HTMLElement>('.call-grid')?.focus({ preventScroll: true });
  }, [show]);
  useStepBack(openId !== null, close);
  useKeys({ f: () => firstFilter.current?.focus() });

  const isEmpty = list.total?.count === 0;
  return (
    <div className="calls-screen">
      <section className="calls-main" aria-label={t(view === 'missed' ? 'missedTitle' : 'title')}>
        <div className="calls-head">
          <CallsHead view={view} total={list.total} filter={list.pin?.filter ?? filter} />
          {(facets?.total !== 0 || activeFilters(choice) > 0) && (
            <FilterBar
              {...{ view, choice, facets, facetsFailed, accounts }}
              onChange={choose}
              onClear={clearFilters}
              firstRef={firstFilter}
            />
          )}
        </div>
        {!isEmpty && <FirstPull />}
        {view === 'calls' ? <LiveNow colourOf={colourOf} /> : <FollowUps colourOf={colourOf} />}
        <CallsBody {...{ list, query, accounts, words, colourOf, openId }} onOpen={open} onClear={clear} />
      </section>
      {openId !== null && (
        <OpenCall
          id={openId}
          known={opened?.call.id === openId ? opened.call : null}
          takesFocus={opened?.call.id === openId && opened.byKey}
          {...{ accounts, words }}
          onClose={close}
          onOpenLeg={(call) => open(call, true)}
        />
      )}
    </div>
  );
}
