import { useEffect, useEffectEvent } from 'react';
import type { Account } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import { failureOf } from '../desk-failure.ts';
import { useOperation } from '../queries.ts';
import { CallDetailPane } from './CallDetailPane.tsx';
import type { CallWords } from './call-words.ts';

interface OpenCallProps {
  readonly id: CallId;
  /** As the list knows it; null when it was open at the last start and is read first. */
  readonly known: Call | null;
  readonly accounts: readonly Account[];
  readonly words: CallWords;
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onOpenLeg: (call: Call) => void;
}

/** The detail of the call that is open. One that is gone since the last start is not spoken of. */
export function OpenCall({ id, known, accounts, onClose, ...rest }: OpenCallProps) {
  const detail = useOperation('calls.detail', { id });
  const call = detail.data?.call ?? known;
  const isGone = call === null && detail.error !== null && failureOf(detail.error).code === 'not-found';
  const forget = useEffectEvent(onClose);
  useEffect(() => {
    if (isGone) forget();
  }, [isGone]);
  if (call === null) return null;
  const account = accounts.find((one) => one.id === call.accountId);
  return <CallDetailPane {...{ call, account, accounts, onClose }} {...rest} />;
}
