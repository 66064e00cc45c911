import fs from 'node:fs';
import path from 'node:path';
import { anyCall, type Call } from '../../domain/call.ts';
import { readCsv } from '../support/read-csv.ts';
import { readWorkbook } from '../support/read-workbook.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { ask, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

type Page = Parameters<typeof ask>[0];

/** The stand-in answers the question where to save with what was suggested: the downloads below HOME. */
test.use({ company: { seed: 23, calls: 1500, days: 20, people: 24 } });

async function everything(page: Page): Promise<Call[]> {
  const calls: Call[] = [];
  for (;;) {
    const reply = await ask(page, 'calls.page', {
      filter: anyCall,
      anchor: null,
      offset: calls.length,
      limit: 500,
    });
    if (!reply.ok) throw new Error(reply.failure.code);
    calls.push(...reply.value.calls);
    if (reply.value.calls.length < 500) return calls;
  }
}
const phaseOf = async (page: Page): Promise<string | undefined> => {
  const reply = await ask(page, 'exports.read', {});
  return reply.ok ? reply.value?.phase : reply.failure.code;
};

test(
  'the whole list is exported by keyboard alone as it is shown, line by line what the phone system served',
  { tag: '@stand-in' },
  async ({ launch, simulators, profile }) => {
    const downloads = path.join(profile, 'home/Downloads');
    fs.mkdirSync(downloads, { recursive: true });
    const { page } = await launch({ env: { HOME: path.join(profile, 'home') } });
    await signInToAircall(page, simulators);
    await expect
      .poll(async () => {
        const statuses = await ask(page, 'sync.read', {});
        return statuses.ok && statuses.value[0]?.phase;
      })
      .toBe('current');
    const calls = await everything(page);
    expect(calls).toHaveLength(simulators.world.count('aircall'));

    for (const format of ['csv', 'xlsx'] as const) {
      const button = page.getByRole('button', { name: 'Export', exact: true });
      await enter(page, button);
      const kind = page
        .getByRole('dialog')
        .getByRole('radio', { name: format === 'csv' ? /^CSV/ : /^Excel/ });
      await tabTo(page, page.getByRole('dialog').getByRole('radio', { checked: true }));
      while (!(await kind.isChecked())) await page.keyboard.press('ArrowDown');
      await enter(page, page.getByRole('dialog').getByRole('button', { name: /^Choose/ }));
      await expect.poll(() => phaseOf(page)).toBe('done');
      await expect(button).toBeFocused();
      await enter(page, page.locator('.export-bar').getByRole('button', { name: 'Close' }));
    }
    const files = fs.readdirSync(downloads).sort();
    expect(files).toEqual([
      expect.stringMatching(/^calls-\d{4}-\d\d-\d\d\.csv$/),
      expect.stringMatching(/^calls-\d{4}-\d\d-\d\d\.xlsx$/),
    ]);

    const text = fs.readFileSync(path.join(downloads, files[0] ?? ''), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [head = [], ...rows] = readCsv(text.slice(1), ',');
    const column = (name: string): (string | undefined)[] => rows.map((row) => row[head.indexOf(name)]);
    expect(column('Call id')).toEqual(calls.map(({ id }) => id));
    expect(column('Number').map((number) => number?.trim())).toEqual(
      calls.map(({ remote }) => remote.e164 ?? remote.raw),
    );
    expect(column('Talk (s)')).toEqual(calls.map(({ talkSeconds }) => String(talkSeconds ?? '')));
    expect(column('Agent')).toEqual(calls.map(({ agent }) => agent?.name ?? ''));
    expect(column('Tags')).toEqual(calls.map(({ tags }) => tags.map(({ name }) => name).join(', ')));
    expect(new Set(column('Call id').map((id) => id?.split(':')[2])).size).toBe(
      simulators.world.count('aircall'),
    );

    const [sheet] = readWorkbook(fs.readFileSync(path.join(downloads, files[1] ?? '')));
    expect(calls.map((_, n) => sheet?.cells.get(`C${String(n + 2)}`))).toEqual(calls.map(({ id }) => id));
  },
);
