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
import { DeskContext } from './desk.tsx';
import { createDeskStore, deskFrom } from './desk-store.ts';
import { FactsContext } from './facts.tsx';
import { followEvents } from './live-queries.ts';
import { createQueryClient, queryKey } from './queries.ts';
import { adoptThemeVariables } from './theme/adopt-variables.ts';

const client = createQueryClient();
followEvents(client);
adoptThemeVariables();

/** Enough to show the page in the system's language when main does not answer; the screens then say what failed. */
const factsUnknown: AppFacts = {
  version: '',
  systemLocale: navigator.language,
  platform: 'linux',
  demo: false,
};

async function start(container: HTMLElement): Promise<void> {
  // Nothing is shown before theme and language are known: a flash of the wrong ones looks broken.
  const [facts, left] = await Promise.all([
    ask('app.ready', {}).catch(() => factsUnknown),
    // How the desk was left. Without it, it is as on the first day.
    ask('desk.read', {}).catch(() => freshDesk),
    ask('settings.read', {})
      .catch(() => ({ settings: defaultSettings, keptAside: null }))
      .then((reading) => client.setQueryData(queryKey('settings.read', {}), reading)),
  ]);
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <FactsContext value={facts}>
          <DeskContext value={createDeskStore(deskFrom(left))}>
            <App screenBefore={left.screen} />
          </DeskContext>
        </FactsContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}

const container = document.getElementById('root');
if (container) void start(container);
