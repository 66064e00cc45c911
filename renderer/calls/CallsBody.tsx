import { useTranslation } from 'react-i18next';
import type { Account, AccountColour, AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import type { ViewQuery } from '../../domain/saved-view.ts';
import { useSettings } from '../facts.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { CallGrid, rowHeights } from './CallGrid.tsx';
import { CallsEmpty } from './CallsEmpty.tsx';
import type { CallWords } from './call-words.ts';
import { SkeletonList } from './SkeletonRow.tsx';
import type { PinnedList } from './use-pinned-list.ts';

interface CallsBodyProps {
  readonly list: PinnedList;
  readonly query: ViewQuery;
  readonly accounts: readonly Account[];
  readonly words: CallWords;
  readonly colourOf: (accountId: AccountId) => AccountColour | undefined;
  readonly openId: CallId | null;
  readonly onOpen: (call: Call, byKey: boolean) => void;
  readonly onClear: () => void;
}

function Shown({ list, query, accounts, words, colourOf, openId, onOpen, onClear }: CallsBodyProps) {
  const { t } = useTranslation('calls');
  const { density } = useSettings();
  const { pin, days, total } = list;
  if (list.failure !== null) return <FailureNotice whole failure={list.failure} onRetry={list.retry} />;
  if (pin === null || days === undefined || total === undefined || (total.count === 0 && !total.exact)) {
    return <SkeletonList rowHeight={rowHeights[density]} />;
  }
  if (total.count === 0) return <CallsEmpty {...{ query, accounts, onClear }} />;
  return (
    <CallGrid
      {...{ pin, days, density, words, colourOf, openId, onOpen }}
      newer={list.newer}
      onNewest={list.showNewest}
      label={t(query.view === 'missed' ? 'missedList' : 'list')}
    />
  );
}

/** The list, or why there is none. It says which search its rows answer, and while those of another are awaited. */
export function CallsBody(props: CallsBodyProps) {
  const { pin, isBehind } = props.list;
  return (
    <div className="calls-body" data-shows={pin?.filter.text} data-behind={isBehind || undefined}>
      <Shown {...props} />
    </div>
  );
}
