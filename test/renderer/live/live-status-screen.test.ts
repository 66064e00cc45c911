import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

const state = (name: string) => visits.page.locator('.sync-state', { hasText: name });
const card = () => visits.page.getByRole('region', { name: 'Praha – podpora', exact: true });

describe('how calls are heard of', () => {
  it('is live in the title bar when it is, with how long ago something was heard', async () => {
    await open('lang=en&live=live#/calls');
    await state('Live').click();
    const details = visits.page.getByRole('dialog');
    await details.getByText('Live', { exact: true }).waitFor();
    await details.getByText(/^Last heard/u).waitFor();
    await details.getByText('This phone system sends no events.').waitFor();
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['no-relay', 'Up to date', 'Signed in without a relay.'],
    ['refused', 'Up to date', 'Aircall does not send events for this access.'],
    [
      'silent',
      'Delayed',
      'No events come from Aircall although there are calls. We have asked for them again.',
    ],
    ['relay-down', 'Delayed', 'The relay does not answer. We go on trying. Last heard 12 minutes ago.'],
  ])('is told where it is not (%s)', async (why, summary, words) => {
    await open(`lang=en&live=${why}#/accounts`);
    await state(summary).waitFor();
    await card().getByText('Asking every few seconds').waitFor();
    await card().getByText(words).waitFor();
  });

  it('offers signing in again where that brings it back', async () => {
    await open('lang=en&live=sign-in#/calls');
    await state('Delayed').click();
    await visits.page.getByRole('dialog').getByRole('button', { name: 'Sign in again' }).click();
    await card().locator('.live-status').getByRole('button', { name: 'Sign in again' }).click();
    await visits.page.getByRole('dialog').waitFor();
  });

  it('is followed as it changes', async () => {
    await open('lang=cs&live=live#/calls');
    await state('Živě').waitFor();
    await visits.page.evaluate(() =>
      window.sendFakeEvent('live.changed', {
        statuses: [
          { accountId: 'aircall:p7ra9ue01', state: 'polling', why: 'relay-down', since: 0, heardAt: null },
        ],
      }),
    );
    await state('S prodlevou').waitFor();
  });
});
