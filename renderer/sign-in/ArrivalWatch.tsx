import { useEffect, useEffectEvent } from 'react';
import { useNavigation } from '../navigation.tsx';
import { useOperation } from '../queries.ts';
import { isUnderWay } from './ways.ts';

/**
 * Shows what was there before the page could listen: a sign-in that an earlier run began, a connection string of the
 * command line. What comes later is asked for by an event.
 */
export function ArrivalWatch() {
  const { intent, goAfresh } = useNavigation();
  const attempt = useOperation('signIn.attempt', {});
  const draft = useOperation('connection.pending', {});
  const isKnown = !attempt.isPending && !draft.isPending;
  const show = useEffectEvent(() => {
    if (intent) return;
    if (draft.data) goAfresh('accounts', { kind: 'connection' });
    else if (attempt.data?.draftId === null && isUnderWay(attempt.data))
      goAfresh('accounts', { kind: 'sign-in' });
  });
  useEffect(() => {
    if (isKnown) show();
  }, [isKnown]);
  return null;
}
