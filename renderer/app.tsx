import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { AnnouncerProvider } from './announcer.tsx';
import { CallsScreen } from './calls/CallsScreen.tsx';
import { ExportProvider } from './exports/ExportProvider.tsx';
import { Frame } from './frame/Frame.tsx';
import { Language } from './i18n/Language.tsx';
import { ErasePersonProvider } from './keeping/ErasePerson.tsx';
import { NavigationProvider, type Screen, useNavigation } from './navigation.tsx';
import { ScreenBoundary } from './parts/ScreenBoundary.tsx';
import { AccountsScreen, fetchScreensWhenIdle, SettingsScreen, SwitchboardScreen } from './screens.ts';
import { ArrivalWatch } from './sign-in/ArrivalWatch.tsx';
import { Theme } from './theme/Theme.tsx';
import { ViewsProvider } from './views/ViewsProvider.tsx';
import { FirstRunGate } from './welcome/FirstRunGate.tsx';

function ScreenFor({ screen }: { readonly screen: Screen }) {
  switch (screen) {
    case 'calls':
    case 'missed':
      return <CallsScreen view={screen} />;
    case 'switchboard':
      return <SwitchboardScreen />;
    case 'accounts':
      return <AccountsScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

function CurrentScreen() {
  const { screen, turn } = useNavigation();
  // A key for each screen: what broke, is filtered or scrolled in one does not leak into another.
  return (
    <ScreenBoundary key={`${screen} ${turn}`}>
      <ScreenFor screen={screen} />
    </ScreenBoundary>
  );
}

/** The page: language and theme around one frame around one screen, the one shown last at first. */
export function App({ screenBefore }: { readonly screenBefore: Screen }) {
  useEffect(fetchScreensWhenIdle, []);
  return (
    <Language>
      <Theme>
        <Notifications position="bottom-center" limit={2} />
        <AnnouncerProvider>
          <NavigationProvider first={screenBefore}>
            <FirstRunGate>
              <ArrivalWatch />
              <ErasePersonProvider>
                <ExportProvider>
                  <ViewsProvider>
                    <Frame>
                      <CurrentScreen />
                    </Frame>
                  </ViewsProvider>
                </ExportProvider>
              </ErasePersonProvider>
            </FirstRunGate>
          </NavigationProvider>
        </AnnouncerProvider>
      </Theme>
    </Language>
  );
}
