import { type ReactNode, useState } from 'react';
import { useOperation } from '../queries.ts';
import { Welcome } from '../screens.ts';

/**
 * Shows the welcome while there has never been an account in this session, else the app. An account list that cannot
 * be read opens the app, whose screens say what failed.
 */
export function FirstRunGate({ children }: { readonly children: ReactNode }) {
  const accounts = useOperation('accounts.list', {});
  const [stage, setStage] = useState<'undecided' | 'welcome' | 'app'>('undecided');
  if (stage === 'undecided' && !accounts.isPending) setStage(accounts.data?.length === 0 ? 'welcome' : 'app');
  if (stage === 'undecided') return null;
  return stage === 'welcome' ? <Welcome onDone={() => setStage('app')} /> : children;
}
