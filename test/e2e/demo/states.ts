import { usualWindow } from './screens.ts';
import { type Desk, type Look, type Step, visit, wear, wordsOf } from './desk.ts';

const look: Look = { language: 'en', theme: 'light' };
const words = wordsOf(look.language);

const syncNow = async ({ page }: Desk): Promise<void> => {
  await page.evaluate(() => window.switchdeck.operations['sync.now']({ id: null }));
};

const openSyncDetails = async ({ page }: Desk, state: string): Promise<void> =>
  page.getByRole('banner').getByRole('button', { name: state, exact: true }).click();

/**
 * Lets phone systems answer with a status, for as long as `during` takes. Not the branch when they refuse: of an API key
 * Aircall says so when it was taken back, and nothing would bring that account back.
 */
async function whileFailing(
  { simulators, branch }: Desk,
  status: 403 | 503,
  during: () => Promise<void>,
): Promise<void> {
  const fault = { kind: 'status', status } as const;
  const systems = [simulators.aircall, simulators.voipex, ...(status === 403 ? [] : [branch])];
  for (const { control } of systems) control.faults.add({ fault });
  try {
    await during();
  } finally {
    for (const { control } of systems) control.faults.clear();
  }
}

/** What is shown when there is nothing, or when something is wrong. The last one takes the phone systems away. */
export const states: readonly Step[] = [
  {
    title: 'A search that finds nothing',
    run: async ({ page, album }) => {
      await wear(page, look);
      await visit(page, look.language, 'calls');
      await page.getByRole('combobox', { name: words.common.frame.search }).fill('zzzzz');
      await page.getByText(words.calls.empty.filteredTitle).waitFor();
      await album.take(page, 'empty-search');
      await page.getByRole('button', { name: words.common.frame.clearSearch }).click();
    },
  },
  {
    title: 'All systems have trouble: the app waits and says for what',
    run: async (desk) =>
      whileFailing(desk, 503, async () => {
        await syncNow(desk);
        await openSyncDetails(desk, words.common.sync.waiting);
        await desk.page.getByText(words.failures.codes['provider-unavailable'].title).first().waitFor();
        await desk.album.take(desk.page, 'provider-trouble');
        await desk.page.keyboard.press('Escape');
      }),
  },
  {
    title: 'Both systems refuse: somebody has to look',
    run: async (desk) =>
      whileFailing(desk, 403, async () => {
        await syncNow(desk);
        await openSyncDetails(desk, words.common.sync.failed);
        await desk.page.getByText(words.failures.codes['provider-refused'].title).first().waitFor();
        await desk.album.take(desk.page, 'provider-refused');
        await desk.page.keyboard.press('Escape');
      }),
  },
  {
    title: 'An access was taken back: the account asks for a new sign-in, its calls stay',
    run: async (desk) => {
      const { page, album, simulators } = desk;
      simulators.aircall.control.tokens.revoke(null);
      await syncNow(desk);
      await visit(page, look.language, 'accounts');
      await page.getByText(words.accounts.status['needs-sign-in']).first().waitFor();
      await album.take(page, 'sign-in-needed');
    },
  },
  ...([look, { language: 'cs', theme: 'dark' }] as const).map((narrow): Step => ({
    title: `A narrow window, ${narrow.language}`,
    run: async ({ page, album }) => {
      await wear(page, narrow);
      await visit(page, narrow.language, 'calls');
      await page.setViewportSize({ width: 720, height: 480 });
      await page.getByRole('grid').waitFor();
      await album.take(page, `calls-narrow-${narrow.language}`);
    },
  })),
  {
    title: 'No network: stored calls stay readable',
    run: async (desk) => {
      const { page, album, disconnect } = desk;
      await disconnect();
      await wear(page, look);
      await page.setViewportSize(usualWindow);
      await syncNow(desk);
      await page.getByText(words.common.offlineBar.text).waitFor();
      await album.take(page, 'offline');
      await visit(page, look.language, 'switchboard');
      await page.getByRole('heading', { name: words.switchboard.title }).waitFor();
      await album.take(page, 'offline-switchboard');
    },
  },
];
