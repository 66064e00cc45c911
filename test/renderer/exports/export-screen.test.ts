import { describe, expect, it } from 'vitest';
import type { ExportState } from '../../../domain/export.ts';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;
const dialog = () => visits.page.getByRole('dialog');
const bar = () => visits.page.locator('.export-bar');
const exportButton = () => visits.page.getByRole('button', { name: 'Export', exact: true });

/** What main would tell of an export that is under way. */
async function tell(change: Partial<ExportState>): Promise<void> {
  const state: ExportState = {
    phase: 'running',
    format: 'csv',
    fileName: 'calls.csv',
    written: 0,
    total: 1_000_000,
    failure: null,
    ...change,
  };
  await visits.page.evaluate((told) => window.sendFakeEvent('exports.changed', { state: told }), state);
}

describe('exporting a list', () => {
  it('says what is exported, asks for the kind of file, and shows how far it is', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('.calls-total').waitFor();
    const total = (await visits.page.locator('.calls-total').innerText()).trim();
    await exportButton().press('Enter');
    await dialog().getByText(total).waitFor();
    await dialog().getByLabel('CSV').check();
    await dialog().getByRole('button', { name: 'Choose where to save' }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await bar().getByText('Exporting calls.csv').waitFor();
    await bar().getByText('61,500 of 123,456 calls · 49%').waitFor();
  });

  it('goes on above every screen until it ends, and its end is said once', async () => {
    await open('lang=en&export=running#/calls');
    await bar().waitFor();
    await visits.page.keyboard.press('Control+3');
    await visits.page.getByRole('heading', { level: 1, name: 'Switchboard' }).waitFor();
    await tell({ written: 999_999 });
    await bar().getByText('999,999 of 1,000,000 calls · 99%').waitFor();
    await tell({ phase: 'done', written: 1_000_000 });
    await bar().getByText('calls.csv is ready: 1,000,000 calls').waitFor();
    expect(await visits.page.getByRole('status').filter({ hasText: 'calls.csv is ready' }).count()).toBe(1);
    await bar().getByRole('button', { name: 'Show in folder' }).press('Enter');
    await bar().getByRole('button', { name: 'Close' }).press('Enter');
    await bar().waitFor({ state: 'detached' });
  });

  it('counts first, and has no per cent until it knows of how many', async () => {
    await open('lang=en&export=counting#/calls');
    await bar().getByText('counting calls').waitFor();
  });

  it('can be cancelled', async () => {
    await open('lang=en&export=running#/calls');
    await bar().getByRole('button', { name: 'Cancel export' }).press('Enter');
    await bar().waitFor({ state: 'detached' });
    await visits.page
      .getByRole('status')
      .getByText('The export was cancelled and its file removed')
      .waitFor();
  });

  it('that failed says why and what to do, and can be tried again', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('.calls-total').waitFor();
    await exportButton().press('Enter');
    await dialog().getByRole('button', { name: 'Choose where to save' }).press('Enter');
    await bar().waitFor();
    await tell({ phase: 'failed', failure: { code: 'disk-full' } });
    await bar()
      .getByText('calls.csv could not be finished. There is no room left on the disk. Free some space')
      .waitFor();
    await bar().getByRole('button', { name: 'Export again' }).press('Enter');
    await bar().getByText('61,500 of 123,456 calls').waitFor();
  });

  it('waits for the one that runs', async () => {
    await open('lang=en&export=running#/calls');
    await visits.page.locator('.calls-total').waitFor();
    await exportButton().press('Enter');
    await dialog().getByText('Another export is running.').waitFor();
    expect(await dialog().getByRole('button', { name: 'Choose where to save' }).isDisabled()).toBe(true);
  });

  it('of nothing is not offered, and the button says why', async () => {
    await open('lang=en&scenario=empty#/calls');
    await visits.page.getByText('No calls yet').waitFor();
    await exportButton().focus();
    await visits.page.getByText('There is no call in this list to export.').waitFor();
    await exportButton().press('Enter');
    expect(await dialog().count()).toBe(0);
  });

  it('of one call speaks of one', async () => {
    await open('lang=cs&scenario=one-call#/calls');
    await visits.page.locator('.calls-total').waitFor();
    await exportButton().press('Enter');
    await dialog().getByText('od nejnovějšího: 1 hovor.').waitFor();
  });

  it('is a command where there is a list, and none elsewhere', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('.calls-total').waitFor();
    const find = async () => {
      await visits.page.keyboard.press('Control+k');
      await visits.page.getByRole('dialog').getByRole('combobox').fill('export this');
    };
    await find();
    await visits.page.keyboard.press('Enter');
    await visits.page.getByRole('dialog', { name: 'Export this list' }).waitFor();
    await visits.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await visits.page.keyboard.press('Control+3');
    await visits.page.getByRole('heading', { level: 1, name: 'Switchboard' }).waitFor();
    await find();
    await visits.page.getByText('No such command').waitFor();
  });
});

const looks = ['lang=cs&theme=light', 'lang=en&theme=dark'];

describe.each(looks)('axe, with %s', (look) => {
  it.each(['running', 'counting', 'done', 'failed'])('objects to nothing of an export %s', async (phase) => {
    await open(`${look}&export=${phase}#/switchboard`);
    await bar().waitFor();
    expect(await violations()).toEqual([]);
  });

  it('objects to nothing of the question', async () => {
    await open(`${look}#/calls`);
    await visits.page.locator('.calls-total').waitFor();
    await visits.page.locator('.export-button').press('Enter');
    await dialog().waitFor();
    expect(await violations()).toEqual([]);
  });
});

describe('the smallest window', () => {
  it.each(['running', 'done', 'failed'])('shows an export %s without scrolling sideways', async (phase) => {
    await visits.page.setViewportSize({ width: 720, height: 480 });
    await open(`lang=cs&export=${phase}#/calls`);
    await bar().waitFor();
    expect(await bar().evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(
      0,
    );
  });
});
