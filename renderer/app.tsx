import { Notifications } from '@mantine/notifications';
import { AccountsScreen } from './accounts/AccountsScreen.tsx';
import { AnnouncerProvider } from './announcer.tsx';
import { CallsScreen } from './calls/CallsScreen.tsx';
import { Frame } from './frame/Frame.tsx';
import { Language } from './i18n/Language.tsx';
import { NavigationProvider, useNavigation } from './navigation.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { SwitchboardScreen } from './switchboard/SwitchboardScreen.tsx';
import { Theme } from './theme/Theme.tsx';

function CurrentScreen() {
  const { screen } = useNavigation();
  switch (screen) {
    case 'calls':
    case 'missed':
      // One component with two keys: filters and scroll of one do not leak into the other.
      return <CallsScreen key={screen} view={screen} />;
    case 'switchboard':
      return <SwitchboardScreen />;
    case 'accounts':
      return <AccountsScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

/** The page: language and theme around one frame around one screen. */
export function App() {
  return (
    <Language>
      <Theme>
        <Notifications position="bottom-center" limit={2} />
        <AnnouncerProvider>
          <NavigationProvider>
            <Frame>
              <CurrentScreen />
            </Frame>
          </NavigationProvider>
        </AnnouncerProvider>
      </Theme>
    </Language>
  );
}
