import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const requests = () => visits.page.getByText(/^\d+ of 120/u).first();
const used = async () => Number.parseInt((await requests().textContent()) ?? '', 10);
const moreThan = (before: number) =>
  visits.page.waitForFunction(
    (least) =>
      [...document.querySelectorAll('dd')].some(({ textContent }) => {
        const told = /^(?<used>\d+) of 120/u.exec(textContent);
        return Number(told?.groups?.['used']) > least;
      }),
    before,
  );

/** The screen with the browser's clock standing still, so that only what a test lets pass passes. */
async function openAccounts(): Promise<void> {
  const opened = Date.UTC(2026, 10, 21, 9);
  await visits.page.clock.install({ time: opened });
  await visits.open('lang=en#/accounts');
  await requests().waitFor();
  await visits.page.clock.pauseAt(opened + 60_000);
  await visits.page.clock.runFor(300); // what the jump made due is read and shown
}

describe('the accounts screen', () => {
  it('reads again every few seconds, for requests move without an event', async () => {
    await openAccounts();
    const before = await used();
    await visits.page.clock.runFor(5_000);
    await moreThan(before);
  });

  it('follows the sync state, once for many changes', async () => {
    await openAccounts();
    const before = await used();
    await visits.page.evaluate(() => {
      for (let change = 0; change < 20; change += 1) window.sendFakeEvent('sync.changed', { statuses: [] });
    });
    await visits.page.clock.runFor(400);
    await moreThan(before);
    expect(await used()).toBe(before + 1);
  });
});
