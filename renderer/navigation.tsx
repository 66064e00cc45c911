import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { AccountId } from '../domain/account.ts';
import type { SavedView } from '../domain/saved-view.ts';
import { listen } from './bridge.ts';
import { useDesk, useDeskStore } from './desk.tsx';
import { withoutCall, withoutView, withText, withView } from './desk-store.ts';
import { useKeptDesk } from './use-kept-desk.ts';

export const screens = ['calls', 'missed', 'switchboard', 'accounts', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** What a screen is opened for, beyond being looked at. */
export type Intent =
  | { readonly kind: 'add-account' | 'sign-in' | 'connection' }
  | { readonly kind: 'account'; readonly id: AccountId };

/** One stay on a screen. `turn` grows when a screen is opened for something, so that it starts afresh. */
interface Visit {
  readonly screen: Screen;
  /** Where the next start begins. A sign-in that came by a link only passes: it leads back to where the person was. */
  readonly home: Screen;
  readonly intent: Intent | null;
  readonly turn: number;
}

interface Navigation extends Visit {
  readonly go: (screen: Screen) => void;
  /** Opens a screen afresh, even the one that is shown, for `intent` or for what was put in place before. */
  readonly goAfresh: (screen: Screen, intent?: Intent) => void;
  /** Opens a saved view, as it is saved, in its list. */
  readonly openView: (view: SavedView) => void;
}

const NavigationContext = createContext<Navigation | null>(null);

const comesByItself = (intent: Intent | null): boolean =>
  intent?.kind === 'sign-in' || intent?.kind === 'connection';

const isScreen = (text: string): text is Screen => screens.some((screen) => screen === text);

/** The screen in the address, so that a reload in development stays where it was; null when there is none. */
export const screenInAddress = (): Screen | null => {
  const named = window.location.hash.slice(2);
  return isScreen(named) ? named : null;
};

interface NavigationProviderProps {
  /** Shown first when the address names none. */
  readonly first: Screen;
  readonly children: ReactNode;
}

/** Holds which screen is shown, and keeps it with the desk. Menu and tray may ask for a screen too. */
export function NavigationProvider({ first, children }: NavigationProviderProps) {
  const store = useDeskStore();
  const [visit, setVisit] = useState<Visit>(() => {
    const screen = screenInAddress() ?? first;
    return { screen, home: screen, intent: null, turn: 0 };
  });
  useKeptDesk(visit.home);

  // A screen's own place leads to the whole of it, out of a saved view.
  const go = useCallback(
    (screen: Screen) => {
      store.change(withoutView);
      if (screen === visit.screen) return;
      store.change(withoutCall);
      setVisit(({ turn }) => ({ screen, home: screen, intent: null, turn }));
    },
    [store, visit.screen],
  );
  const goAfresh = useCallback(
    (screen: Screen, intent: Intent | null = null) => {
      store.change(withoutCall);
      setVisit(({ turn, home }) => ({
        screen,
        home: comesByItself(intent) ? home : screen,
        intent,
        turn: turn + 1,
      }));
    },
    [store],
  );

  const openView = useCallback(
    (view: SavedView) => {
      const screen = view.query.view;
      store.change((desk) => withView(desk, view));
      setVisit((last) =>
        last.screen === screen ? last : { screen, home: screen, intent: null, turn: last.turn },
      );
    },
    [store],
  );

  useEffect(() => window.history.replaceState(null, '', `#/${visit.screen}`), [visit.screen]);
  useEffect(
    () =>
      listen('navigation.requested', ({ to }) => {
        if (to === 'sign-in' || to === 'connection') goAfresh('accounts', { kind: to });
        else go(to);
      }),
    [go, goAfresh],
  );

  const value = useMemo(() => ({ ...visit, go, goAfresh, openView }), [visit, go, goAfresh, openView]);
  return <NavigationContext value={value}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (!navigation) throw new Error('useNavigation outside NavigationProvider');
  return navigation;
}

/**
 * What the search box holds, and its setter. Each call list has its own, the other screens share one. Typed text,
 * unhurried: debounce where it costs.
 */
export function useSearchText(): readonly [string, (text: string) => void] {
  const { screen } = useNavigation();
  const store = useDeskStore();
  const list = screen === 'calls' || screen === 'missed' ? screen : null;
  const text = useDesk((desk) => (list === null ? desk.otherText : desk.lists[list].text));
  const setText = useCallback(
    (otherText: string) =>
      store.change((desk) => (list === null ? { ...desk, otherText } : withText(desk, list, otherText))),
    [store, list],
  );
  return [text, setText];
}
