import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './theme/base.css';
import './theme/mantine.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { AppFacts } from '../domain/contract.ts';
import { freshDesk } from '../domain/saved-view.ts';
import { defaultSettings } from '../domain/settings.ts';
import { App } from './app.tsx';
import { ask } from './bridge.ts';
import { filterOfQuery } from './calls/call-filters.ts';
import { askAhead } from './calls/first-question.ts';
import { DeskContext } from './desk.tsx';
import { createDeskStore, deskFrom } from './desk-store.ts';
import { FactsContext } from './facts.tsx';
import { startOfDay } from './formats/days.ts';
import { dropStrayCarets } from './frame/stray-caret.ts';
import { followEvents } from './live-queries.ts';
import { screenInAddress } from './navigation.tsx';
import { createQueryClient, queryKey } from './queries.ts';
import { fetchScreen, Welcome } from './screens.ts';
import { adoptThemeVariables } from './theme/adopt-variables.ts';

const client = createQueryClient();
followEvents(client);
adoptThemeVariables();
dropStrayCarets();

/** Enough to show the page in the system's language when main does not answer; the screens then say what failed. */
const factsUnknown: AppFacts = {
  version: '',
  systemLocale: navigator.language,
  platform: 'linux',
  demo: false,
};

async function start(container: HTMLElement): Promise<void> {
  // Nothing is shown before theme and language are known: a flash of the wrong ones looks broken.
  const [facts, left, accounts] = await Promise.all([
    ask('app.ready', {}).catch(() => factsUnknown),
    // How the desk was left. Without it, it is as on the first day.
    ask('desk.read', {}).catch(() => freshDesk),
    // Whether to welcome; where they cannot be read, what shows them asks again.
    client
      .query({ queryKey: queryKey('accounts.list', {}), queryFn: () => ask('accounts.list', {}) })
      .catch(() => undefined),
    ask('settings.read', {})
      .catch(() => ({ settings: defaultSettings, keptAside: null }))
      .then((reading) => client.setQueryData(queryKey('settings.read', {}), reading)),
  ]);
  const desk = createDeskStore(deskFrom(left));
  const screen = screenInAddress() ?? left.screen;
  if (accounts?.length === 0)
    await Welcome.fetch().catch(() => undefined); // showing it tries again, and says what failed
  else await fetchScreen(screen);
  if (accounts?.length !== 0 && (screen === 'calls' || screen === 'missed')) {
    const known = accounts?.map(({ id }) => id);
    askAhead(filterOfQuery(desk.read().lists[screen], known, startOfDay(Date.now())));
  }
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <FactsContext value={facts}>
          <DeskContext value={desk}>
            <App screenBefore={left.screen} />
          </DeskContext>
        </FactsContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}

const container = document.getElementById('root');
if (container) void start(container);
