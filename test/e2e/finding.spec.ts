import type { Page } from 'playwright';
import { anyCall, type Call } from '../../domain/call.ts';
import { folded } from '../../domain/folding.ts';
import { ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

const missedOutcomes: readonly string[] = ['missed', 'abandoned', 'voicemail'];

const field = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const press = (page: Page, ...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** Types into the search box from wherever the focus is; resolves with the count shown for exactly this text. */
async function search(page: Page, text: string): Promise<number> {
  await press(page, 'Control+f', 'Control+a');
  await page.keyboard.type(text);
  await page
    .locator('.calls-body:not([data-behind])')
    .and(page.locator(`[data-shows='${text}']`))
    .waitFor();
  return countShown(page);
}

/** The number beside the title, once it is exact. */
async function countShown(page: Page): Promise<number> {
  const total = page.locator('.calls-total');
  await expect(total).toHaveText(/^[\d,]+ /);
  return Number((await total.innerText()).replaceAll(',', '').split(' ')[0]);
}

async function everyCall(page: Page): Promise<readonly Call[]> {
  await expect
    .poll(async () => {
      const statuses = await ask(page, 'sync.read', {});
      return statuses.ok && statuses.value[0]?.phase;
    })
    .toBe('current');
  const input = { filter: anyCall, anchor: null, offset: 0, limit: 500 };
  const reply = await ask(page, 'calls.page', input);
  if (!reply.ok) throw new Error(reply.failure.code);
  return reply.value.calls;
}

test(
  'calls are found by words, digits and operators, kept as a view, and all is as it was after a restart, by keyboard alone',
  { tag: '@keychain' },
  async ({ launch, simulators }) => {
    let { page, close } = await launch();
    await signInToAircall(page, simulators);
    const calls = await everyCall(page);
    const all = calls.length;
    await expect.poll(() => countShown(page)).toBe(all);

    // One number in every format: national with blanks, as it is dialled from abroad, and a part of it.
    const number = calls.find(({ remote }) => /^\+420\d{9}$/.test(remote.e164 ?? ''))?.remote.e164 ?? '';
    const digits = number.slice(4);
    const withNumber = calls.filter(({ remote }) => remote.e164 === number).length;
    const grouped = digits.replace(/(...)(...)(...)/, '$1 $2 $3');
    for (const typed of [number, grouped, `from:${digits.slice(1, 8)}`])
      expect(await search(page, typed), typed).toBe(withNumber);

    const missed = calls.filter(
      ({ direction, outcome }) => direction === 'in' && outcome !== null && missedOutcomes.includes(outcome),
    ).length;
    for (const typed of ['missed', 'zmeškané', 'ZMESKANE']) expect(await search(page, typed)).toBe(missed);
    const [named] = calls.flatMap(({ agent }) => (agent === null ? [] : [agent.name]));
    const lastName = folded(named?.split(' ').at(-1) ?? '');
    const long = calls.filter(
      ({ agent, talkSeconds }) =>
        talkSeconds !== null &&
        talkSeconds > 60 &&
        folded(agent?.name ?? '')
          .split(' ')
          .some((word) => word.startsWith(lastName)),
    ).length;
    for (const typed of [`agent:${lastName} >1m`, `kdo:${lastName} >60s`, `>1m KDO:${lastName}`])
      expect(await search(page, typed), typed).toBe(long);

    // An operator and its value are taken from what is offered.
    await press(page, 'Control+f', 'Control+a', 'Backspace');
    await page.keyboard.type('age');
    await expect(page.getByRole('option', { name: /^agent:/ })).toBeVisible();
    await press(page, 'ArrowDown', 'Enter');
    await expect(field(page)).toHaveValue('agent:');
    await page.keyboard.type(lastName.slice(0, 3));
    const offer = page.getByRole('option').filter({ hasText: named ?? '' });
    await expect(offer).toBeVisible();
    while ((await offer.getAttribute('aria-selected')) !== 'true') await press(page, 'ArrowDown');
    await press(page, 'Tab');
    await expect(field(page)).toHaveValue(`agent:"${named ?? ''}" `);
    await press(page, 'Enter');
    await expect(page.getByRole('grid')).toBeFocused();

    // A filter, then the list under a name.
    await press(page, 'f', 'Enter', 'ArrowDown');
    await page.getByRole('option', { name: 'Today', exact: true }).waitFor();
    await press(page, 'Escape');
    await expect(field(page)).toHaveValue(`agent:"${named ?? ''}" `);
    const ofAgent = calls.filter(({ agent }) => agent?.name === named).length;
    await expect.poll(() => countShown(page)).toBe(ofAgent);
    await press(page, 'Control+Shift+S');
    const naming = page.getByRole('dialog', { name: 'Save this list as a view' });
    await expect(naming.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('Calls of mine');
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Calls of mine' })).toBeVisible();
    const pinned = page.getByRole('list', { name: 'Pinned views' }).getByRole('button');
    await expect(pinned).toHaveAccessibleName(new RegExp(`^Calls of mine, ${String(ofAgent)} call`));
    await press(page, 'j', 'j', 'Enter');
    const pane = page.getByRole('complementary', { name: 'Call detail' });
    const opened = await pane.getByRole('heading', { level: 2 }).first().innerText();

    // The view is narrowed further, and the app closed before the page has written that down by itself.
    await press(page, 'f', 'Tab', 'Enter');
    await page.getByRole('option', { name: 'Incoming' }).waitFor();
    await press(page, 'Enter', 'Escape');
    const incoming = calls.filter(
      ({ agent, direction }) => agent?.name === named && direction === 'in',
    ).length;
    const chip = () => page.getByRole('button', { name: 'Direction: Incoming', exact: true });
    await expect(chip()).toBeVisible();
    await expect.poll(() => countShown(page)).toBe(incoming);
    await close();
    ({ page, close } = await launch());
    await expect(page.getByRole('heading', { level: 1, name: 'Calls of mine' })).toBeVisible();
    await expect(field(page)).toHaveValue(`agent:"${named ?? ''}" `);
    await expect(chip()).toBeVisible();
    await expect.poll(() => countShown(page)).toBe(incoming);
    const again = page.getByRole('complementary', { name: 'Call detail' });
    await expect(again.getByRole('heading', { level: 2 }).first()).toHaveText(opened);

    // Deleting is taken back with the next key.
    await press(page, 'Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type('arrange');
    await press(page, 'Enter');
    const arranging = page.getByRole('dialog', { name: 'Saved views' });
    const remove = arranging.getByRole('button', { name: 'Delete Calls of mine' });
    await remove.waitFor();
    for (let tabs = 0; tabs < 12 && !(await isFocused(page, 'Delete Calls of mine')); tabs += 1)
      await press(page, 'Tab');
    await press(page, 'Enter');
    await expect(arranging.getByRole('button', { name: 'Undo' })).toBeFocused();
    expect(await ask(page, 'views.list', {})).toEqual({ ok: true, value: [] });
    await press(page, 'Enter');
    await expect(remove).toBeVisible();
  },
);

const isFocused = (page: Page, label: string): Promise<boolean> =>
  page.evaluate((name) => document.activeElement?.getAttribute('aria-label') === name, label);

test('news does not move what is read, and an open call is brought up to date in place', async ({
  launch,
  simulators,
}) => {
  const { page } = await launch();
  await signInToAircall(page, simulators);
  await everyCall(page);
  const { calls } = simulators.aircall.control;
  const ringing = calls.ring({ contactIndex: 3 });
  await ask(page, 'sync.now', { id: null });
  const first = page.locator('[data-row="0"]').filter({ has: page.getByRole('img', { name: /ringing/i }) });
  await first.click();
  const pane = page.getByRole('complementary', { name: 'Call detail' });
  await expect(pane).toContainText('ringing');

  const grid = page.getByRole('grid');
  await grid.focus();
  await press(page, 'PageDown', 'PageDown', 'PageDown', 'PageDown', 'PageDown');
  const row = page.locator('[data-active]:not(.call-row-waiting)');
  await row.waitFor();
  const read = await placeOf(page);

  calls.answer(ringing);
  simulators.clock.advance(65_000);
  calls.hangUp(ringing);
  for (const contactIndex of [5, 6]) calls.hangUp(calls.ring({ contactIndex }));
  await ask(page, 'sync.now', { id: null });
  const pill = page.getByRole('button', { name: 'Show 2 new calls' });
  await expect(pill).toBeVisible();
  await expect(pane).toContainText('1:05');
  await expect(pane).not.toContainText('ringing');
  expect(await placeOf(page)).toEqual(read);

  await press(page, 'n');
  await expect(pill).toBeHidden();
  await expect(page.locator('[data-row="0"]')).toHaveAttribute('data-active', 'true');
});

/** What stands where in the list: the active row's text, and how far down it is on the screen. */
const placeOf = (page: Page): Promise<{ text: string | undefined; top: number | undefined }> =>
  page.evaluate(() => {
    const row = document.querySelector('[data-active]');
    return {
      text: row?.querySelector('.call-name')?.textContent,
      top: row?.getBoundingClientRect().top,
    };
  });
