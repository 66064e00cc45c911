import type { AccountId } from '../../domain/account.ts';
import { wholeList, nothingChosen } from '../calls/call-filters.ts';
import { useDeskStore } from '../desk.tsx';
import { withQuery } from '../desk-store.ts';
import { useNavigation } from '../navigation.tsx';

/** Opens the call log on certain accounts' calls. */
export function useShowCallsOf(): (accounts: readonly AccountId[]) => void {
  const { goAfresh } = useNavigation();
  const store = useDeskStore();
  return (accounts) => {
    const choice = { ...nothingChosen, accounts: [...accounts] };
    store.change((desk) => withQuery(desk, { ...wholeList('calls'), choice }));
    goAfresh('calls');
  };
}
