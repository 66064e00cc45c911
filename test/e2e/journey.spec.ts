import fs from 'node:fs';
import path from 'node:path';
import { anyCall } from '../../domain/call.ts';
import { addVoipex, ask, chooseAircallKey, fillAircall, fillVoipex, goTo, signInToAircall } from './desk.ts';
import { expect, test } from './fixture.ts';

const list = { name: /^Calls/ };

test('both phone systems are signed in to through the forms and fill one call log and one switchboard', async ({
  launch,
  simulators,
}) => {
  const { page } = await launch();
  await signInToAircall(page, simulators);
  await expect(page.getByRole('heading', list)).toBeVisible();
  await addVoipex(page, simulators);
  await expect(page.getByText(`VoIPEX, signed in as ${simulators.voipex.email}`)).toBeVisible();

  await expect
    .poll(async () => {
      const statuses = await ask(page, 'sync.read', {});
      return statuses.ok && statuses.value.map(({ phase }) => phase);
    })
    .toEqual(['current', 'current']);
  const facets = await ask(page, 'calls.facets', {});
  const aircall = simulators.world.count('aircall');
  expect(facets.ok && facets.value.total).toBeGreaterThan(aircall);

  await goTo(page, 'Calls');
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
  await goTo(page, 'Switchboard');
  await expect(page.getByText('lumora.voipex.io')).toBeVisible();
  for (const system of ['aircall', 'voipex'] as const) {
    const [person] = simulators.world.people(system);
    await page.locator('.search-box input').fill(person?.lastName ?? '');
    await expect(
      page.getByText(`${person?.firstName ?? ''} ${person?.lastName ?? ''}`).first(),
    ).toBeVisible();
  }
});

test('wrong credentials are told in clear words and nothing is kept', async ({
  launch,
  simulators,
  profile,
}) => {
  const { page } = await launch();
  await chooseAircallKey(page);
  await fillAircall(page, { apiId: simulators.aircall.apiId, apiToken: 'wrong-canary-token' });
  await expect(page.getByText('These details were not accepted')).toBeVisible();
  await expect(page.getByLabel('API ID')).toHaveValue(simulators.aircall.apiId);
  await expect(page.getByLabel('API token')).toHaveValue('');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Back' }).click();

  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, { email: simulators.voipex.email, password: 'wrong-canary-password' });
  await expect(page.getByText('These details were not accepted')).toBeVisible();
  expect(await ask(page, 'accounts.list', {})).toEqual({ ok: true, value: [] });
  const log = fs.readFileSync(path.join(profile, 'logs/switchdeck.log'), 'utf8');
  expect(log).not.toContain('canary');
});

test('without a network the form says so and keeps what was typed, but for the secret', async ({
  launch,
}) => {
  const { page } = await launch({ endpoints: null });
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, { email: 'agent@example.test', password: 'anything' });
  await expect(page.getByText('No connection')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue('agent@example.test');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('signing out keeps the calls, or forgets them, as the user chooses', async ({ launch, simulators }) => {
  const { page } = await launch();
  await signInToAircall(page, simulators);
  await expect.poll(async () => phaseOf(await ask(page, 'sync.read', {}))).toBe('current');
  const stored = await storedCalls();
  expect(stored).toBe(simulators.world.count('aircall'));

  await goTo(page, 'Accounts');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByText(/^Signed out of/).first()).toBeVisible();
  expect(await storedCalls()).toBe(stored);

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect.poll(storedCalls).toBe(0);
  await expect.poll(() => ask(page, 'accounts.list', {})).toEqual({ ok: true, value: [] });

  async function storedCalls(): Promise<number> {
    const facets = await ask(page, 'calls.facets', {});
    return facets.ok ? facets.value.total : -1;
  }
});

const phaseOf = (reply: Awaited<ReturnType<typeof ask<'sync.read'>>>): string | undefined =>
  reply.ok ? reply.value[0]?.phase : reply.failure.code;

test('a call that happens now appears by itself, and its end too', async ({ launch, simulators }) => {
  const { page } = await launch();
  await signInToAircall(page, simulators);
  await expect.poll(async () => phaseOf(await ask(page, 'sync.read', {}))).toBe('current');
  const { calls } = simulators.aircall.control;
  const at = calls.ring({ contactIndex: 3 });
  await ask(page, 'sync.now', { id: null });
  const newest = async () => {
    const reply = await ask(page, 'calls.page', { filter: anyCall, anchor: null, offset: 0, limit: 1 });
    return reply.ok ? reply.value.calls[0] : undefined;
  };
  await expect.poll(async () => (await newest())?.state).toBe('ringing');
  const ringing = await newest();

  calls.answer(at);
  simulators.clock.advance(65_000);
  calls.hangUp(at);
  await ask(page, 'sync.now', { id: null });
  await expect.poll(async () => (await newest())?.state).toBe('ended');
  expect(await newest()).toMatchObject({ id: ringing?.id, outcome: 'answered', talkSeconds: 65 });
});

test('an access that sees only the smaller API shows its calls and says plainly what it may not do', async ({
  launch,
  simulators,
}) => {
  const { page } = await launch();
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, simulators.voipex.limited);
  await page.getByRole('button', { name: 'Open the calls' }).click();
  await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
  await goTo(page, 'Accounts');
  await expect(page.getByText(`VoIPEX, signed in as ${simulators.voipex.limited.email}`)).toBeVisible();
  const accounts = await ask(page, 'accounts.list', {});
  expect(accounts.ok && accounts.value[0]?.capabilities).toMatchObject({
    calls: 'proven',
    recordings: 'refused',
  });
});

test('an access that may see nothing is refused in clear words', async ({ launch, simulators }) => {
  simulators.voipex.control.faults.add({ path: '^/(?!token)', fault: { kind: 'status', status: 403 } });
  const { page } = await launch();
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, simulators.voipex);
  await expect(page.getByText('The phone system does not allow this')).toBeVisible();
  await expect(
    page.getByText('Ask your administrator about the licence or rights of this access.'),
  ).toBeVisible();
});

test('a corrupt settings file is kept aside and named, and the app starts', async ({ launch, profile }) => {
  fs.writeFileSync(path.join(profile, 'settings.json'), '{"theme": "dark", "lang');
  const { page } = await launch();
  const reading = await ask(page, 'settings.read', {});
  expect(reading.ok && reading.value.keptAside).toMatch(/^settings\.corrupt-/);
  expect(fs.readdirSync(profile).some((name) => name.startsWith('settings.corrupt-'))).toBe(true);
});
