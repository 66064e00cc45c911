import { anyCall } from '../../../domain/call.ts';
import { ask } from '../desk.ts';
import { type Desk, english, inLooks, type Step, twoLooks, visit, wear, wordsOf } from './desk.ts';

const { common, calls, views, exports: exporting, keeping } = wordsOf('en');

const field = ({ page }: Desk) => page.getByRole('combobox', { name: common.frame.search });

/** Types into the empty search box, so that something is offered below it. */
async function type(desk: Desk, text: string): Promise<void> {
  await field(desk).fill('');
  await field(desk).pressSequentially(text);
}

const clear = async (desk: Desk): Promise<void> => {
  await field(desk).fill('');
  await field(desk).press('Escape');
};

const searching: Step = {
  title: 'Searching: operators and their values are offered, what was found is marked',
  run: async (desk) => {
    const { page } = desk;
    await wear(page, english);
    await visit(page, 'en', 'calls');
    await type(desk, 't');
    await page.getByRole('option', { name: /^today/u }).waitFor();
    await field(desk).press('ArrowDown');
    await inLooks(desk, 'search-operators', twoLooks);
    await type(desk, 'agent:');
    await page.getByRole('option').nth(3).waitFor();
    await field(desk).press('ArrowDown');
    await inLooks(desk, 'search-values', twoLooks);
    await type(desk, 'answered >1m nov');
    await page.locator('[data-shows="answered >1m nov"]:not([data-behind]) .call-found').first().waitFor();
    await field(desk).press('Enter');
    await inLooks(desk, 'search-found', twoLooks);
    await clear(desk);
  },
};

const saving: Step = {
  title: 'Saved views: named after what narrows them, counted in the rail, opened, arranged',
  run: async (desk) => {
    const { page } = desk;
    for (const [name, text] of [
      ['Dlouhé hovory týdne', 'week >10m'],
      ['Reklamace', 'tag:reklamace'],
    ] as const) {
      const query = { view: 'calls', choice: await nothingChosen(page), text } as const;
      const saved = await ask(page, 'views.save', { id: null, name, pinned: true, query });
      if (!saved.ok) throw new Error(`The view was not saved: ${saved.failure.code}`);
    }
    await type(desk, 'missed today');
    await field(desk).press('Enter');
    await page.locator('[data-shows="missed today"]:not([data-behind])').waitFor();
    await page.keyboard.press('ControlOrMeta+Shift+S');
    await page.getByRole('dialog', { name: views.dialog.title }).waitFor();
    await inLooks(desk, 'view-saved-as', twoLooks);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'missed today' }).waitFor();
    await page.getByRole('button', { name: views.button, exact: true }).click();
    await page.getByRole('menuitem').nth(3).waitFor();
    await inLooks(desk, 'views');
    await page.getByRole('menuitem', { name: views.manage }).click();
    await page.getByRole('dialog', { name: views.arrange.title }).waitFor();
    await inLooks(desk, 'views-arranged', twoLooks);
    await page.keyboard.press('Escape');
    await visit(page, 'en', 'calls');
  },
};

/** A whole list's choice, as the page itself writes it. */
async function nothingChosen(page: Desk['page']) {
  const desk = await ask(page, 'desk.read', {});
  const choice = desk.ok ? desk.value.calls?.choice : undefined;
  if (choice === undefined) throw new Error('The desk was not kept.');
  return choice;
}

const newest = { anchor: null, offset: 0, limit: 500 } as const;

/** A number with calls that were passed on to the other phone system, and the place of one among the calls of it. */
async function joinedCall({ page }: Desk): Promise<{ readonly number: string; readonly row: number }> {
  const reply = await ask(page, 'calls.page', { filter: anyCall, ...newest });
  if (!reply.ok) throw new Error(`The calls could not be read: ${reply.failure.code}`);
  const { calls: recent, joined } = reply.value;
  for (const [at, { id, remote }] of recent.entries()) {
    if (remote.e164 === null || (joined[at] ?? 0) === 0) continue;
    const detail = await ask(page, 'calls.detail', { id });
    if (!detail.ok || detail.value.joins.length === 0) continue;
    const filter = { ...anyCall, text: remote.e164 };
    const found = await ask(page, 'calls.page', { filter, ...newest });
    const row = found.ok ? found.value.calls.findIndex((call) => call.id === id) : -1;
    if (row >= 0) return { number: remote.e164, row };
  }
  throw new Error('No recent call is one story with another.');
}

const oneStory: Step = {
  title: 'A call that was passed on to the other phone system, as one story',
  run: async (desk) => {
    const { page } = desk;
    const { number, row } = await joinedCall(desk);
    await type(desk, number);
    await page.locator(`[data-shows="${number}"]:not([data-behind])`).waitFor();
    await page.locator(`[data-row="${String(row)}"]:not(.call-row-waiting)`).click();
    await page.getByRole('list', { name: calls.joins.label }).waitFor();
    await inLooks(desk, 'joined-story');
    await page.getByRole('button', { name: calls.joins.part }).click();
    await page.getByRole('button', { name: calls.joins.rejoin }).waitFor();
    await inLooks(desk, 'joined-parted', twoLooks);
    await page.getByRole('button', { name: calls.joins.rejoin }).click();
    await page.getByRole('button', { name: calls.joins.part }).waitFor();
  },
};

const keepingLess: Step = {
  title:
    'Exporting a list, erasing a person, keeping calls for a time: what is asked before anything is done',
  run: async (desk) => {
    const { page } = desk;
    await page.getByRole('button', { name: keeping.erase.offer }).click();
    const erasing = page.getByRole('dialog', { name: keeping.erase.title });
    await erasing.getByText(keeping.erase.stillThere).waitFor();
    await inLooks(desk, 'erase-person', twoLooks);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: calls.detail.close }).click();
    await clear(desk);
    await page.getByRole('button', { name: exporting.button, exact: true }).click();
    await page.getByRole('dialog', { name: exporting.title }).waitFor();
    await inLooks(desk, 'export', twoLooks);
    await page.keyboard.press('Escape');

    await visit(page, 'en', 'accounts');
    await page.getByRole('button', { name: keeping.change, exact: false }).first().click();
    await page.getByRole('dialog').getByText(keeping.retention.nothing).waitFor();
    await inLooks(desk, 'retention', twoLooks);
    await page.getByRole('radio').nth(1).check();
    await page.getByText(/^Would be deleted for good/u).waitFor();
    await page.getByRole('button', { name: keeping.retention.next }).click();
    await page.getByRole('button', { name: /^Delete /u }).waitFor();
    await inLooks(desk, 'retention-sure', twoLooks);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await visit(page, 'en', 'calls');
  },
};

const smallWindow: Step = {
  title: 'Completion and saved views in the smallest window',
  run: async (desk) => {
    const { page } = desk;
    const usual = page.viewportSize() ?? { width: 1240, height: 800 };
    await page.setViewportSize({ width: 720, height: 480 });
    await type(desk, 'a');
    await page.getByRole('option').first().waitFor();
    await inLooks(desk, 'small-search', twoLooks);
    await clear(desk);
    await page.setViewportSize(usual);
  },
};

/** Finding calls, and what becomes of them. */
export const finding: readonly Step[] = [searching, saving, oneStory, keepingLess, smallWindow];
