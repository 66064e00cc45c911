import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { AccountId } from '../domain/account.ts';
import { listen } from './bridge.ts';

export const screens = ['calls', 'missed', 'switchboard', 'accounts', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** What a screen is opened for, beyond being looked at. */
export type Intent =
  | { readonly kind: 'add-account' | 'sign-in' | 'connection' }
  | { readonly kind: 'account'; readonly id: AccountId };

/** One stay on a screen. `turn` grows when a screen is opened for something, so that it starts afresh. */
interface Visit {
  readonly screen: Screen;
  readonly intent: Intent | null;
  readonly turn: number;
}

interface Navigation extends Visit {
  readonly go: (screen: Screen) => void;
  /** Opens a screen afresh, even the one that is shown, for `intent` or for what was put in place before. */
  readonly goAfresh: (screen: Screen, intent?: Intent) => void;
  /** What the search box holds; Calls and Switchboard filter by it. Typed text, unhurried: debounce where it costs. */
  readonly searchText: string;
  readonly setSearchText: (text: string) => void;
}

const NavigationContext = createContext<Navigation | null>(null);

const isScreen = (text: string): text is Screen => screens.some((screen) => screen === text);

/** The screen in the address, so that a reload in development stays where it was. */
const screenInAddress = (): Screen => {
  const named = window.location.hash.slice(2);
  return isScreen(named) ? named : 'calls';
};

/** Holds which screen is shown and what is searched for. Menu and tray may ask for a screen too. */
export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const [visit, setVisit] = useState<Visit>(() => ({ screen: screenInAddress(), intent: null, turn: 0 }));
  const [searchText, setSearchText] = useState('');

  const go = useCallback((screen: Screen) => {
    setVisit((last) => (last.screen === screen ? last : { screen, intent: null, turn: last.turn }));
  }, []);
  const goAfresh = useCallback((screen: Screen, intent: Intent | null = null) => {
    setVisit(({ turn }) => ({ screen, intent, turn: turn + 1 }));
  }, []);

  useEffect(() => window.history.replaceState(null, '', `#/${visit.screen}`), [visit.screen]);
  useEffect(
    () =>
      listen('navigation.requested', ({ to }) => {
        if (to === 'sign-in' || to === 'connection') goAfresh('accounts', { kind: to });
        else go(to);
      }),
    [go, goAfresh],
  );

  const value = useMemo(
    () => ({ ...visit, go, goAfresh, searchText, setSearchText }),
    [visit, go, goAfresh, searchText],
  );
  return <NavigationContext value={value}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (!navigation) throw new Error('useNavigation outside NavigationProvider');
  return navigation;
}

/** The search box's text and its setter. */
export function useSearchText(): readonly [string, (text: string) => void] {
  const { searchText, setSearchText } = useNavigation();
  return [searchText, setSearchText];
}
