import {
  notifyManager,
  QueryClient,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { OperationName } from '../domain/channels.ts';
import type { Input, Output } from '../domain/contract.ts';
import { ask } from './bridge.ts';
import type { DeskFailure } from './desk-failure.ts';

/** Whether what is being set is to be shown in this very turn. */
let isUrgent = false;
// The library tells readers by a timer, which costs milliseconds each time.
notifyManager.setScheduler((tell) => {
  if (isUrgent) queueMicrotask(tell);
  else setTimeout(tell, 0);
});

/** Shows what happened just now without waiting for a timer: an answer of its own, not one that somebody asked for. */
export function showAtOnce(set: () => void): void {
  isUrgent = true;
  try {
    set();
  } finally {
    isUrgent = false;
  }
}

/**
 * Everything the page knows is read through the bridge and made stale by events, not by time or focus. The one
 * exception is said where it is made: the accounts screen and the sync details, whose budget readings have no event.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });

/** The key of one reading, or of all readings of an operation when `input` is left out. */
export const queryKey = <N extends OperationName>(name: N, input?: Input<N>): readonly unknown[] =>
  input === undefined ? [name] : [name, input];

type OperationOptions<N extends OperationName> = Omit<
  UseQueryOptions<Output<N>, DeskFailure>,
  'queryKey' | 'queryFn'
>;

/** Reads an operation and reads it again when an event says that it changed. */
export function useOperation<N extends OperationName>(
  name: N,
  input: Input<N>,
  options: OperationOptions<N> = {},
): UseQueryResult<Output<N>, DeskFailure> {
  return useQuery<Output<N>, DeskFailure>({
    ...options,
    queryKey: queryKey(name, input),
    queryFn: () => ask(name, input),
  });
}

/** Carry a credential: asked directly and never through a mutation, which would remember its input for a while. */
type CredentialOperation = 'signIn.submit' | 'signIn.begin' | 'signIn.paste' | 'connection.open';

/** Does something through the bridge. Not for credentials (see `sign-in/use-asking.ts`). */
export function useAct<N extends Exclude<OperationName, CredentialOperation>>(
  name: N,
): UseMutationResult<Output<N>, DeskFailure, Input<N>> {
  const client = useQueryClient();
  return useMutation<Output<N>, DeskFailure, Input<N>>({
    mutationFn: (input) => ask(name, input),
    onSuccess: async (output) => {
      if (name === 'settings.write') client.setQueryData(queryKey('settings.read', {}), output);
      if (name === 'retention.write') client.setQueryData(queryKey('storage.read', {}), output);
      if (name === 'views.remove' || name === 'views.order')
        client.setQueryData(queryKey('views.list', {}), output);
      if (name === 'presence.set') await client.invalidateQueries({ queryKey: queryKey('presence.choices') });
      if (name === 'followUps.add' || name === 'followUps.remove')
        client.setQueryData(queryKey('followUps.list', {}), output);
      if (name === 'alertSettings.write') {
        client.setQueryData(queryKey('alertSettings.read', {}), output);
        // Who the person at this desk is may be among what was set.
        await client.invalidateQueries({ queryKey: queryKey('me.read') });
      }
      if (name === 'accounts.signOut') client.setQueryData(queryKey('accounts.list', {}), output);
      if (name === 'accounts.update' || name === 'accounts.recheck') {
        await client.invalidateQueries({ queryKey: queryKey('accounts.list') });
      }
    },
  });
}
