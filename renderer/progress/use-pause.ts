import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { useAct, useOperation } from '../queries.ts';
import { failureOf } from '../desk-failure.ts';
import { hasMoreToRead } from './standing.ts';

interface Pause {
  /** Pauses or goes on with the past of one account, or of all (null), and says so. */
  readonly pause: (id: AccountId | null, paused: boolean) => void;
  /** Whether any account has some of its past to read. */
  readonly hasMore: boolean;
  /** Whether everything that could be read is paused by the person. */
  readonly isPaused: boolean;
}

/** Pausing and resuming the past, from wherever it is offered. */
export function usePause(): Pause {
  const { t } = useTranslation('progress');
  const { t: failures } = useTranslation('failures');
  const announce = useAnnounce();
  const act = useAct('sync.pause');
  const open = (useOperation('sync.read', {}).data ?? []).filter(hasMoreToRead);
  return {
    pause: (id, paused) =>
      act.mutate(
        { id, paused },
        {
          onSuccess: () => announce(t(paused ? 'pausedSaid' : 'resumedSaid')),
          onError: (error) => announce(failures(`codes.${failureOf(error).code}.title`)),
        },
      ),
    hasMore: open.length > 0,
    isPaused: open.length > 0 && open.every(({ paused }) => paused === 'person'),
  };
}
