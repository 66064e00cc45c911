import { describe, expect, it } from 'vitest';
import type { FakeAlerts } from '../preview/fake-alerts.ts';
import { useVisits } from '../preview/visits.ts';

declare global {
  interface Window {
    /** Put there by the fake bridge. */
    readonly fakeAlerts: FakeAlerts;
  }
}

const visits = useVisits();
const { open, violations } = visits;

const region = () => visits.page.getByRole('region', { name: 'Calls for you' });
const cards = () => visits.page.locator('.call-card');
const openCard = () => visits.page.locator('.call-card[data-open]');
const press = (key: string) => visits.page.keyboard.press(key);
const focused = () =>
  visits.page.evaluate(() => document.activeElement?.closest('[data-alert], .call-grid')?.className ?? '');
const acted = () => visits.page.evaluate(() => [...window.fakeAlerts.acted]);
const ring = (kind: 'ringing' | 'elsewhere' | 'hidden' = 'ringing') =>
  visits.page.evaluate((wanted) => window.fakeAlerts.ring(wanted), kind);

describe('the card of a call', () => {
  it('tells who calls, why here, and what is known of them', async () => {
    await open('lang=en&alerts=ringing#/calls');
    const card = openCard();
    await card.getByRole('heading', { name: 'Markéta Šimková' }).waitFor();
    await card.getByText('+420 606 123 450', { exact: true }).waitFor();
    await card.getByText('Autodíly Hradec s.r.o.').waitFor();
    expect(await card.locator('.call-way li').allTextContents()).toEqual([
      'line Podpora CZ',
      'chose “Reklamace” in the menu',
      'team Podpora 1. úrovně',
    ]);
    await card.getByText('14 calls with this number').waitFor();
    await card.getByText('2 missed calls, nobody called back').waitFor();
    expect(await card.locator('.glance-calls li').count()).toBe(3);
    await card.getByText('Zákazník chce vyměnit poškozený díl').waitFor();
    await card.getByText('VIP').waitFor();
    await card.getByRole('timer').waitFor();
  });

  it('goes on as the call does, and says when it was over', async () => {
    await open('lang=en&alerts=ringing#/calls');
    await openCard().getByText('Ringing', { exact: true }).waitFor();
    await visits.page.evaluate(() => window.fakeAlerts.become('talking'));
    await openCard()
      .getByText(/^Talking/u)
      .waitFor();
    await visits.page.evaluate(() => window.fakeAlerts.become('held'));
    await openCard().getByText('On hold').waitFor();
    await visits.page.evaluate(() => window.fakeAlerts.become('over'));
    await openCard()
      .getByText(/^Ended at/u)
      .waitFor();
    expect(await openCard().getByRole('timer').count()).toBe(0);
  });

  it('says what is not known: hidden numbers, first calls, and what could not be read', async () => {
    await open('lang=en&alerts=hidden#/calls');
    await openCard().getByRole('heading', { name: 'Hidden number' }).waitFor();
    await openCard().getByText('The number is hidden, so there is nothing to look up.').waitFor();
    expect(await openCard().getByRole('button', { name: 'Copy number' }).isDisabled()).toBe(true);
    expect(await openCard().getByRole('button', { name: 'Call back later' }).count()).toBe(0);
    await open('lang=en&alerts=stranger#/calls');
    await openCard().getByText('First call with this number').waitFor();
    await open('lang=en&alerts=ringing&history=failing#/calls');
    await openCard().getByText('Earlier calls could not be read.').waitFor();
    await openCard().getByRole('button', { name: 'Try again' }).waitFor();
    await open('lang=en&alerts=ringing&history=waiting#/calls');
    await openCard().locator('.glance-skeleton').waitFor();
  });

  it('never takes the focus by itself; a key brings it there, Escape takes it back', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('[data-row="3"]').waitFor();
    await ring();
    await openCard().waitFor();
    expect(await focused()).toBe('call-grid');
    await press('i');
    expect(await focused()).toContain('call-card');
    await press('Escape');
    expect(await focused()).toBe('call-grid');
    // The same letters act on the call that has the focus, not on the list's.
    await press('i');
    await press('y');
    await visits.page.getByText('Copied +420 606 123 450').first().waitFor();
    expect(await acted()).toEqual(['copy +420606123450']);
  });

  it('keeps the typing that goes on when a call comes', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('[data-row="3"]').waitFor();
    await press('/');
    await visits.page.keyboard.type('nov');
    await ring();
    await openCard().waitFor();
    await visits.page.keyboard.type('iko');
    expect(await visits.page.locator('.search-box input').inputValue()).toBe('noviko');
  });

  it('is said politely once, whatever becomes of the call', async () => {
    await open('lang=en#/calls');
    await visits.page.locator('[data-row="3"]').waitFor();
    await ring();
    const said = visits.page.getByRole('status').filter({ hasText: 'is calling' });
    await said.waitFor({ state: 'attached' });
    const text = await said.textContent();
    expect(text).toMatch(/^Markéta Šimková is calling\. line Podpora CZ\..*Press I for the card$/u);
    await visits.page.evaluate(() => window.fakeAlerts.become('talking'));
    await openCard()
      .getByText(/^Talking/u)
      .waitFor();
    expect(await said.textContent()).toBe(text);
  });

  it('leads to the call in the list, or to the phone system where the list has it not yet', async () => {
    await open('lang=en&alerts=elsewhere,ringing#/switchboard');
    await openCard().getByRole('button', { name: 'Open', exact: true }).click();
    await expect.poll(acted).toEqual(['open alert-0']);
    await visits.page.locator('.call-card:not([data-open])').getByRole('button', { name: /^Show/u }).click();
    await openCard().getByRole('button', { name: 'Open', exact: true }).click();
    await visits.page.getByRole('complementary', { name: 'Call detail' }).waitFor();
    expect(await visits.page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  });

  it('has its caller called back later, in fifteen minutes by two presses', async () => {
    await open('lang=en&alerts=ringing#/calls');
    await openCard().getByRole('button', { name: 'Call back later' }).click();
    await visits.page.getByRole('menuitem', { name: 'In 15 minutes' }).click();
    await visits.page
      .getByText(/^To be called back/u)
      .first()
      .waitFor();
  });

  it('is put away, and the focus stays among the cards or goes back', async () => {
    await open('lang=en&alerts=ringing,talking#/calls');
    await visits.page.locator('[data-row="3"]').waitFor();
    await openCard().waitFor();
    await press('i');
    await openCard()
      .getByRole('button', { name: /^Put the call of Markéta/u })
      .press('Enter');
    await expect.poll(() => cards().count()).toBe(1);
    await expect.poll(focused).toContain('call-card');
    await openCard()
      .getByRole('button', { name: /^Put the call/u })
      .press('Enter');
    await expect.poll(() => cards().count()).toBe(0);
    await expect.poll(focused).toBe('call-grid');
  });
});

describe('several calls at once', () => {
  it('show three, the newest open, and keep older ones behind a count', async () => {
    await open('lang=en&alerts=ringing,talking,held,over,unnamed#/calls');
    await openCard().getByRole('heading', { name: 'Markéta Šimková' }).waitFor();
    expect(await cards().count()).toBe(3);
    await region().getByRole('button', { name: '+2 2 older' }).click();
    await expect.poll(() => cards().count()).toBe(5);
    await region().getByRole('button', { name: 'Show fewer' }).click();
    await expect.poll(() => cards().count()).toBe(3);
  });

  it('do not push aside the card somebody works in', async () => {
    await open('lang=en&alerts=ringing#/calls');
    await visits.page.locator('[data-row="3"]').waitFor();
    await openCard().waitFor();
    await press('i');
    await ring('elsewhere');
    await expect.poll(() => cards().count()).toBe(2);
    await openCard().getByRole('heading', { name: 'Markéta Šimková' }).waitFor();
    await press('ArrowUp');
    await expect.poll(() => openCard().locator('h2').textContent()).not.toBe('Markéta Šimková');
    expect(await focused()).toContain('call-card');
  });

  it('is what a notification leads to, while it runs and afterwards', async () => {
    await open('lang=en&alerts=ringing,talking,held,over,unnamed#/switchboard');
    await openCard().waitFor();
    const request = (id: string, callId: string | null) =>
      visits.page.evaluate((call) => window.sendFakeEvent('call.requested', call), {
        call: { accountId: 'aircall:p7ra9ue01', id },
        callId,
      });
    await request('alert-4', null);
    await visits.page.locator('[data-open][data-alert$="/alert-4"]').waitFor();
    expect(await focused()).toContain('call-card');
    await request('alert-3', 'aircall:p7ra9ue01:6');
    await visits.page.getByRole('complementary', { name: 'Call detail' }).waitFor();
  });
});

describe('with assistive technology', () => {
  it.each([
    'lang=cs&theme=light&alerts=ringing,over,hidden,long',
    'lang=en&theme=dark&alerts=long,talking,held,unnamed',
    'lang=cs&theme=dark&alerts=ringing&history=failing',
    'lang=en&theme=light&alerts=ringing&history=waiting',
  ])('the cards are without objection (%s)', async (look) => {
    await open(`${look}#/calls`);
    await openCard().waitFor();
    await visits.page.locator('.live-row').first().waitFor();
    await press('i');
    expect(await violations()).toEqual([]);
  });

  it('is one at a time in the smallest window, with its actions in sight and a count of the others', async () => {
    await visits.page.setViewportSize({ width: 720, height: 480 });
    await open('lang=cs&alerts=long,talking,held,over#/calls');
    await openCard().waitFor();
    const actions = await openCard().locator('.call-card-actions').boundingBox();
    expect(await cards().count()).toBe(1);
    await visits.page.getByRole('button', { name: /^\+3/u }).waitFor();
    const last = await cards().last().boundingBox();
    const older = await visits.page.locator('.call-cards-older').boundingBox();
    for (const box of [actions, last, older]) {
      expect(box).not.toBeNull();
      expect(box && box.y + box.height).toBeLessThanOrEqual(480);
      expect(box?.y).toBeGreaterThan(52);
    }
  });
});
