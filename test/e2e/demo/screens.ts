import { type Desk, type Look, looks, type Step, visit, wear, wordsOf } from './desk.ts';

/** A call of the list; day headers are rows too, but nothing can be copied from them. */
const firstCall = ({ page }: Desk, { language }: Look) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({
      has: page.getByRole('button', {
        name: wordsOf(language).calls.actions.copy,
        includeHidden: true,
      }),
    })
    .first();

const showCalls = async (desk: Desk, look: Look): Promise<void> => {
  await visit(desk.page, look.language, 'calls');
  await firstCall(desk, look).waitFor();
};

interface Shown {
  readonly name: string;
  readonly show: (desk: Desk, look: Look) => Promise<void>;
  /** Puts back what the next picture would trip over. */
  readonly leave?: (desk: Desk, look: Look) => Promise<void>;
}

const escape = async ({ page }: Desk): Promise<void> => page.keyboard.press('Escape');

const screens: readonly Shown[] = [
  { name: 'calls', show: showCalls },
  {
    name: 'call-detail',
    show: async (desk, look) => {
      await showCalls(desk, look);
      await firstCall(desk, look).click();
      const { label, story } = wordsOf(look.language).calls.detail;
      const pane = desk.page.getByRole('complementary', { name: label });
      await pane.getByRole('heading', { name: story }).waitFor();
    },
    leave: async ({ page }, { language }) =>
      page.getByRole('button', { name: wordsOf(language).calls.detail.close }).click(),
  },
  {
    name: 'filters',
    show: async (desk, look) => {
      await showCalls(desk, look);
      const { label, outcome } = wordsOf(look.language).calls.filters;
      await desk.page.getByRole('group', { name: label }).getByRole('button', { name: outcome }).click();
      await desk.page.getByRole('option').first().waitFor();
    },
    leave: escape,
  },
  {
    name: 'missed',
    show: async (desk, look) => {
      await visit(desk.page, look.language, 'missed');
      await firstCall(desk, look).waitFor();
    },
  },
  {
    name: 'switchboard',
    show: async ({ page }, { language }) => {
      await visit(page, language, 'switchboard');
      await page.getByText(wordsOf(language).switchboard.presence['on-call']).first().waitFor();
    },
  },
  {
    name: 'accounts',
    show: async ({ page, simulators }, { language }) => {
      await visit(page, language, 'accounts');
      await page.getByText(simulators.voipex.email).first().waitFor();
    },
  },
  {
    name: 'settings',
    show: async ({ page }, { language }) => {
      await visit(page, language, 'settings');
      await page.getByRole('heading', { name: wordsOf(language).settings.title }).waitFor();
    },
  },
  {
    name: 'commands',
    show: async (desk, look) => {
      await showCalls(desk, look);
      await desk.page.keyboard.press('ControlOrMeta+k');
      await desk.page.getByRole('option').first().waitFor();
    },
    leave: escape,
  },
];

/** Calls that go on now, so that the switchboard has something to tell. */
const liveCalls: Step = {
  title: 'Some calls begin',
  run: async ({ page, simulators }) => {
    const { aircall, voipex } = simulators;
    for (const [index, { control }] of [aircall, voipex].entries()) {
      const talking = control.calls.ring({ contactIndex: 3 + index, rungIndexes: [0] });
      control.calls.answer(talking);
      control.calls.ring({ contactIndex: 12 + index, rungIndexes: [1] });
    }
    await page.evaluate(() => window.switchdeck.operations['sync.now']({ id: null }));
  },
};

/** Every main screen in both languages and both themes. */
export const mainScreens: readonly Step[] = [
  liveCalls,
  ...looks.flatMap((look) =>
    screens.map(({ name, show, leave }): Step => ({
      title: `${name}, ${look.language}, ${look.theme}`,
      run: async (desk) => {
        await wear(desk.page, look);
        await show(desk, look);
        await desk.album.take(desk.page, `${name}-${look.language}-${look.theme}`);
        await leave?.(desk, look);
      },
    })),
  ),
];
