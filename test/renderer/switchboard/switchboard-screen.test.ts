import { describe, expect, it } from 'vitest';
import type { FakeBoard } from '../preview/fake-board.ts';
import { useVisits } from '../preview/visits.ts';

declare global {
  interface Window {
    /** Put there by the fake bridge. */
    readonly fakeBoard: FakeBoard;
  }
}

const visits = useVisits();
const { open, violations } = visits;

const grid = () => visits.page.getByRole('grid');
const cards = () => visits.page.locator('[data-card]');
const activeName = () => visits.page.locator('[data-card][data-active] .person-name').textContent();
const press = (key: string) => visits.page.keyboard.press(key);

describe('the switchboard', () => {
  it('names the PBX instances of a VoIPEX account', async () => {
    await open('lang=cs#/switchboard');
    await visits.page.getByText('PBX: Brno centrála (brno.voipex.io, verze 5.12.3)').waitFor();
    await visits.page.getByText('PBX: Sklad Modřice (modrice.voipex.io)').waitFor();
  });

  it('counts people by the rules of Czech', async () => {
    await open('lang=cs#/switchboard');
    await cards().first().waitFor();
    const headings = await visits.page.locator('.people-heading').allTextContents();
    expect(headings.join('\n')).toMatch(/\D1 člověk/u);
    expect(headings.join('\n')).toMatch(/\D[234] lidé/u);
    expect(headings.join('\n')).not.toMatch(/\b1 lid|\b[234] lidí|\b[5-9] lidé/u);
  });

  it('is walked with arrows, tells the provider’s own word, and keeps the focus in one place', async () => {
    await open('lang=en#/switchboard');
    await cards().first().waitFor();
    await grid().focus();
    const first = await activeName();
    await press('ArrowRight');
    await visits.page.waitForFunction(
      (name) => document.querySelector('[data-active] .person-name')?.textContent !== name,
      first,
    );
    await visits.page.getByRole('tooltip').waitFor();
    expect(await visits.page.getByRole('tooltip').textContent()).toMatch(
      /^(?:Aircall|VoIPEX) (?:says “|does not)/u,
    );
    expect(await grid().getAttribute('aria-activedescendant')).toBe(
      await visits.page.locator('[data-card][data-active]').getAttribute('id'),
    );
    await press('ArrowLeft');
    await visits.page.waitForFunction(
      (name) => document.querySelector('[data-active] .person-name')?.textContent === name,
      first,
    );
  });

  it('runs the timer of a call by the second', async () => {
    const opened = new Date(2026, 10, 21, 9).getTime();
    await visits.page.clock.install({ time: opened });
    await open('lang=en#/switchboard');
    await cards().first().waitFor();
    await visits.page.clock.pauseAt(opened + 60_000);
    const timer = visits.page.locator('[data-presence="on-call"] .running-time').first();
    const seconds = async () => {
      const [minutes = 0, rest = 0] = ((await timer.textContent()) ?? '').split(':').map(Number);
      return minutes * 60 + rest;
    };
    const before = await seconds();
    await visits.page.clock.runFor(7_000);
    expect((await seconds()) - before).toBe(7);
  });

  it('groups by state and finds people without diacritics', async () => {
    await open('lang=cs#/switchboard');
    await cards().first().waitFor();
    await visits.page.getByText('Stavu', { exact: true }).click();
    await visits.page.locator('.people-heading-name', { hasText: 'Hovoří' }).waitFor();
    await press('/');
    await visits.page.keyboard.type('rihova');
    await visits.page.waitForFunction(() =>
      [...document.querySelectorAll('.person-card')].every((card) => card.textContent.includes('Říhová')),
    );
    expect(await cards().count()).toBeGreaterThan(0);
    await visits.page.keyboard.type(' nobody');
    await visits.page.getByText('Nikdo neodpovídá').waitFor();
    await visits.page.getByRole('button', { name: 'Zrušit hledání' }).click();
    await cards().first().waitFor();
  });

  it('leads from a queue to its people', async () => {
    await open('lang=en#/switchboard');
    await visits.page.getByText('Teams and queues').click();
    await visits.page.getByRole('button', { name: 'Show the people of Reklamace' }).click();
    await visits.page.locator('.people-heading-name', { hasText: 'Reklamace' }).waitFor();
  });

  it('shows people as they were, without running timers, when their account can no longer be read', async () => {
    await open('scenario=stale&lang=en#/switchboard');
    await cards().first().waitFor();
    await visits.page.getByText('You need to sign in again').waitFor();
    await visits.page.getByText('As of 9 hours ago').waitFor();
    expect(await visits.page.locator('.running-time').count()).toBe(0);
    expect(await cards().count()).toBeGreaterThan(5);
  });

  it('says how old it is when offline, and what failed when nothing can be read', async () => {
    await open('scenario=offline&lang=en#/switchboard');
    await visits.page.getByText('As of 47 minutes ago').first().waitFor();
    await open('scenario=error:provider-unavailable&lang=en#/switchboard');
    await visits.page.getByText('The phone system does not answer').waitFor();
  });
});

describe('a switchboard on which things happen', () => {
  const total = () => visits.page.locator('.switchboard-total').textContent();
  const ringing = () => visits.page.locator('.person-card[data-presence="ringing"]').count();

  it('shows them without reading anything again, and keeps the active card', async () => {
    await open('lang=en#/switchboard');
    await cards().first().waitFor();
    await visits.page.getByText('Nothing', { exact: true }).click();
    await grid().focus();
    await press('ArrowRight');
    const name = await activeName();
    const before = await total();
    const readings = await visits.page.evaluate(() => window.fakeBoard.readings());
    await visits.page.evaluate(() => window.fakeBoard.change(40));
    await visits.page.waitForFunction(
      (text) => document.querySelector('.switchboard-total')?.textContent !== text,
      before,
    );
    expect(await activeName()).toBe(name);
    expect(await visits.page.evaluate(() => window.fakeBoard.readings())).toBe(readings);
  });

  it('is read again when it was not told of one', async () => {
    await open('lang=en#/switchboard');
    await cards().first().waitFor();
    const readings = await visits.page.evaluate(() => window.fakeBoard.readings());
    await visits.page.evaluate(() => {
      window.fakeBoard.lose();
      window.fakeBoard.change(1);
    });
    await visits.page.waitForFunction((before) => window.fakeBoard.readings() > before, readings);
    expect(await ringing()).toBeGreaterThan(0);
  });

  it('says of a held call that it is held', async () => {
    await open('lang=cs#/switchboard');
    await visits.page.locator('[data-held]', { hasText: 'Přidrženo:' }).first().waitFor();
  });
});

describe('two thousand people', () => {
  it('are all within reach while only those near the viewport exist', async () => {
    await open('scenario=many&lang=en#/switchboard');
    await cards().first().waitFor();
    await grid().focus();
    await press('End');
    await visits.page.waitForFunction(() => {
      const grid = document.querySelector('[role="grid"]');
      const active = document.querySelector('[data-card][data-active]');
      return (
        active?.closest('[role="row"]')?.getAttribute('aria-rowindex') === grid?.getAttribute('aria-rowcount')
      );
    });
    expect(await cards().count()).toBeLessThan(150);
    expect(await visits.page.locator('.people-heading[data-stuck]').textContent()).toContain(
      'Without a team',
    );
    await press('Home');
    await visits.page.waitForSelector('[aria-rowindex="2"] [data-card][data-active]');
  });

  it('have a table of lines that is as long', async () => {
    await open('scenario=many&lang=en#/switchboard');
    await visits.page.getByText('Lines and numbers').click();
    const region = visits.page.getByRole('region', { name: 'Lines and numbers' });
    await region.focus();
    await press('End');
    await visits.page.waitForFunction(() => {
      const table = document.querySelector('[role="table"]');
      const last = [...document.querySelectorAll('.table-body [role="row"]')].at(-1);
      return last?.getAttribute('aria-rowindex') === table?.getAttribute('aria-rowcount');
    });
    expect(await visits.page.locator('.table-body [role="row"]').count()).toBeLessThan(60);
  });
});

describe('with assistive technology', () => {
  it.each(['lang=cs&theme=light', 'lang=en&theme=dark'])(
    'every part is without objection (%s)',
    async (look) => {
      await open(`${look}&scenario=stale#/switchboard`);
      await cards().first().waitFor();
      await grid().focus();
      await press('ArrowRight');
      await visits.page.getByRole('tooltip').waitFor();
      expect(await violations(), 'people').toEqual([]);
      for (const part of [1, 2]) {
        await visits.page.locator('.switchboard-choices label').nth(part).click();
        await visits.page.getByRole('table').waitFor();
        expect(await violations(), `part ${part}`).toEqual([]);
      }
    },
  );
});
