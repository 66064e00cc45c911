import { useKeys } from '../keys/use-keys.ts';
import { useNavigation } from '../navigation.tsx';
import { palette } from './palette-commands.ts';

interface FrameActions {
  readonly focusSearch: () => void;
  readonly showKeys: () => void;
}

/** The keys that work on every screen. */
export function useFrameKeys({ focusSearch, showKeys }: FrameActions): void {
  const { go } = useNavigation();
  const doing = (act: () => void) => (event: KeyboardEvent) => {
    event.preventDefault();
    act();
  };
  useKeys({
    '/': doing(focusSearch),
    'mod+f': doing(focusSearch),
    'mod+k': doing(palette.open),
    '?': doing(showKeys),
    'mod+1': doing(() => go('calls')),
    'mod+2': doing(() => go('missed')),
    'mod+3': doing(() => go('switchboard')),
    'mod+4': doing(() => go('accounts')),
    'mod+,': doing(() => go('settings')),
  });
}
