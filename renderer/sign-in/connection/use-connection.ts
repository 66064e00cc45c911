import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Account } from '../../../domain/account.ts';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import type { Failure } from '../../../domain/failure.ts';
import { ask } from '../../bridge.ts';
import { queryKey, useOperation } from '../../queries.ts';
import { useAsking } from '../use-asking.ts';

/** The connection string that is open in main, as the page can steer it. Its text is sent once and never kept here. */
export interface ConnectionControl {
  readonly draft: ConnectionDraft | null;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** True when main has let go of a string by itself: it does not keep a secret for long. */
  readonly isForgotten: boolean;
  readonly open: (text: string) => void;
  /** The dry run. */
  readonly tryOut: () => void;
  readonly keep: (label: string | null, onKept: (account: Account) => void) => void;
  /** Forgets the string; what was tried with it is forgotten too. */
  readonly discard: () => void;
}

export function useConnection(): ConnectionControl {
  const client = useQueryClient();
  const draft = useOperation('connection.pending', {}).data ?? null;
  const { isBusy, failure, run } = useAsking();
  // The string that is shown; it is taken away here before main is asked to let it go.
  const [shownId, setShownId] = useState<string | null>(null);
  if (draft && draft.id !== shownId) setShownId(draft.id);
  const know = useCallback(
    (known: ConnectionDraft | null) => client.setQueryData(queryKey('connection.pending', {}), known),
    [client],
  );
  const letGo = () => {
    setShownId(null);
    know(null);
  };
  return {
    draft,
    isBusy,
    failure,
    isForgotten: draft === null && shownId !== null,
    open: (text) => {
      setShownId(null);
      void run(() => ask('connection.open', { text }), know);
    },
    tryOut: () => {
      if (draft) void run(() => ask('connection.try', { id: draft.id }), know);
    },
    keep: (label, onKept) => {
      if (!draft) return;
      const keepIt = async () => {
        const account = await ask('connection.keep', { id: draft.id, label });
        await client.invalidateQueries({ queryKey: queryKey('accounts.list') });
        return account;
      };
      void run(keepIt, (account) => {
        letGo();
        onKept(account);
      });
    },
    discard: () => {
      if (!draft) return;
      const { id } = draft;
      letGo();
      void run(() => ask('connection.discard', { id }));
    },
  };
}
