import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { listen } from './bridge.ts';

export const screens = ['calls', 'missed', 'switchboard', 'accounts', 'settings'] as const;
export type Screen = (typeof screens)[number];

interface Navigation {
  readonly screen: Screen;
  readonly go: (screen: Screen) => void;
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
  const [screen, setScreen] = useState<Screen>(screenInAddress);
  const [searchText, setSearchText] = useState('');
  const shown = useRef(screen);

  const go = useCallback((next: Screen) => {
    if (next === shown.current) return;
    shown.current = next;
    window.history.replaceState(null, '', `#/${next}`);
    setScreen(next);
  }, []);

  useEffect(() => listen('navigation.requested', ({ to }) => go(to)), [go]);

  const value = useMemo(() => ({ screen, go, searchText, setSearchText }), [screen, go, searchText]);
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
