import type { AccountId } from '../../domain/account.ts';
import { nothingChosen } from '../calls/call-filters.ts';
import { remember } from '../calls/use-remembered.ts';
import { useNavigation } from '../navigation.tsx';

/** Opens the call log on certain accounts' calls. */
export function useShowCallsOf(): (accounts: readonly AccountId[]) => void {
  const { goAfresh } = useNavigation();
  return (accounts) => {
    remember('filters of calls', { ...nothingChosen, accounts });
    goAfresh('calls');
  };
}
