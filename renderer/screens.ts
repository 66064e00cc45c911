import { later } from './parts/later.tsx';
import type { Screen } from './navigation.tsx';

// The app opens with the calls; what else there is comes while they are read.
export const AccountsScreen = later(
  async () => (await import('./accounts/AccountsScreen.tsx')).AccountsScreen,
);
export const SettingsScreen = later(
  async () => (await import('./settings/SettingsScreen.tsx')).SettingsScreen,
);
export const SwitchboardScreen = later(
  async () => (await import('./switchboard/SwitchboardScreen.tsx')).SwitchboardScreen,
);
export const Welcome = later(async () => (await import('./welcome/Welcome.tsx')).Welcome);

const fetchers: Readonly<Record<Screen, () => Promise<void>>> = {
  calls: () => Promise.resolve(),
  missed: () => Promise.resolve(),
  switchboard: SwitchboardScreen.fetch,
  accounts: AccountsScreen.fetch,
  settings: SettingsScreen.fetch,
};

/** Reads the code of a screen, so that it is shown at once. What cannot be read says so when it is to be shown. */
export const fetchScreen = (screen: Screen): Promise<void> => fetchers[screen]().catch(() => undefined);

/** Reads the code of every screen as soon as there is nothing better to do. Returns what calls it off. */
export function fetchScreensWhenIdle(): () => void {
  const idle = requestIdleCallback(
    () => void Promise.all((['switchboard', 'accounts', 'settings'] as const).map(fetchScreen)),
    { timeout: 3_000 },
  );
  return () => cancelIdleCallback(idle);
}
