import { useQueryClient } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CallId } from '../../domain/call.ts';
import type { LiveCall } from '../../domain/switchboard.ts';
import { useAnnounce } from '../announcer.tsx';
import { ask } from '../bridge.ts';
import { failureOf } from '../desk-failure.ts';
import { useDeskStore } from '../desk.tsx';
import { useNavigation } from '../navigation.tsx';
import { queryKey } from '../queries.ts';

/** Opens the detail of a call of the call log beside the list, and gives it the focus. Throws what its reading failed of. */
export function useShowCall(): (id: CallId) => Promise<void> {
  const client = useQueryClient();
  const store = useDeskStore();
  const { screen, go } = useNavigation();
  return async (id) => {
    const key = queryKey('calls.detail', { id });
    // Read first: whoever asked for it is told at once when it is not there.
    client.setQueryData(key, await ask('calls.detail', { id }));
    flushSync(() => {
      if (screen !== 'calls' && screen !== 'missed') go('calls');
      store.change((desk) => ({ ...desk, openCall: id }));
    });
    document.querySelector<HTMLElement>('.call-detail h2')?.focus();
  };
}

/** Opens a running call: its detail where the call log has it, else the phone system's page; says so where neither works. */
export function useOpenLiveCall(): (call: Pick<LiveCall, 'accountId' | 'id' | 'callId'>) => Promise<void> {
  const { t } = useTranslation('live');
  const announce = useAnnounce();
  const show = useShowCall();
  return async ({ accountId, id, callId }) => {
    try {
      if (callId !== null) {
        await show(callId);
        return;
      }
    } catch (thrown) {
      // The call log may not have it yet.
      if (failureOf(thrown).code !== 'not-found') {
        announce(t('actions.openRefused'));
        return;
      }
    }
    await ask('live.openInProvider', { accountId, id }).catch(() => announce(t('actions.openRefused')));
  };
}
