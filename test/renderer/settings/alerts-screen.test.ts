import { describe, expect, it } from 'vitest';
import { useVisits } from '../preview/visits.ts';

const visits = useVisits();
const { open, violations } = visits;

const account = () => visits.page.getByRole('region', { name: 'Praha – podpora', exact: true });
const rules = () =>
  visits.page.evaluate(async () => {
    const reading = await window.switchdeck.operations['alertSettings.read']({});
    return reading.ok ? reading.value[0] : undefined;
  });

describe('the rules for telling of calls', () => {
  it('are set for each account, and in force at once', async () => {
    await open('lang=en#/settings');
    await account().getByText('Everybody’s').click();
    await expect.poll(async () => (await rules())?.rules.whose).toBe('everybody');
    await account().getByRole('switch', { name: 'Also while I am on a call' }).press('Space');
    await expect.poll(async () => (await rules())?.rules.duringOwnCalls).toBe(true);
    await account().getByRole('combobox', { name: 'On these lines' }).click();
    await visits.page.getByRole('option', { name: /^Podpora CZ/u }).click();
    await expect.poll(async () => (await rules())?.rules.lines).toEqual(['l1']);
    await visits.page.keyboard.press('Escape');
    await account().getByRole('switch', { name: 'Tell me of incoming calls' }).press('Space');
    await expect.poll(async () => (await rules())?.rules.enabled).toBe(false);
    await expect.poll(() => account().getByRole('switch').count()).toBe(1);
  });

  it('know quiet hours over midnight, and say what names none', async () => {
    await open('lang=en#/settings');
    await account().getByRole('switch', { name: 'Quiet hours' }).press('Space');
    await expect.poll(async () => (await rules())?.rules.quietHours).toEqual({ from: 1_200, to: 420 });
    await account().getByRole('textbox', { name: 'Quiet to' }).fill('6:30');
    await expect.poll(async () => (await rules())?.rules.quietHours).toEqual({ from: 1_200, to: 390 });
    await account().getByRole('textbox', { name: 'Quiet to' }).fill('20:00');
    await account().getByText('Enter two different times, like 20:00 and 7:00.').waitFor();
    expect((await rules())?.rules.quietHours).toEqual({ from: 1_200, to: 390 });
  });

  it('let the person say who they are where the sign-in does not tell', async () => {
    await open('lang=en#/settings');
    const who = account().getByRole('combobox', { name: 'Who you are' });
    await who.fill('rihov');
    await visits.page.getByRole('option').first().click();
    await expect.poll(async () => (await rules())?.personId).toMatch(/^person-/u);
  });

  it.each(['lang=cs&theme=light&me', 'lang=en&theme=dark'])('are without objection (%s)', async (look) => {
    await open(`${look}#/settings`);
    await visits.page.locator('.alert-account').first().waitFor();
    await visits.page.locator('.alert-account').first().getByRole('switch').last().press('Space');
    expect(await violations()).toEqual([]);
  });
});

describe('the own state', () => {
  const menu = () => visits.page.getByRole('button', { name: /^You are/u });

  it('is set by the phone system’s choices', async () => {
    await open('lang=en&me&presence#/calls');
    await menu().click();
    const choice = visits.page.getByRole('menuitemradio', { name: 'Nerušit' });
    await choice.waitFor();
    expect(await violations()).toEqual([]);
    await choice.click();
    await visits.page.getByText('Set to Nerušit').first().waitFor();
    await choice.waitFor({ state: 'detached' });
    await menu().click();
    await visits.page.getByRole('menuitemradio', { name: 'Nerušit', checked: true }).waitFor();
  });
});
