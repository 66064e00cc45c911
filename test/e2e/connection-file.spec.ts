import fs from 'node:fs';
import path from 'node:path';
import { ask } from './desk.ts';
import { expect, test } from './fixture.ts';

const write = (profile: string, text: string): string => {
  const file = path.join(profile, 'access.txt');
  fs.writeFileSync(file, text);
  return file;
};

test('what stands after the end of switches on the command line is no connection file', async ({
  launch,
  simulators,
  profile,
}) => {
  const { apiId, apiToken } = simulators.aircall;
  const file = write(profile, `User=${apiId};Password=${apiToken};Label=Support;Colour=red;`);
  const { page } = await launch({ args: ['--', `--connection-file=${file}`] });
  await expect(page.getByRole('button', { name: /^Aircall/ })).toBeVisible();
  expect(await ask(page, 'connection.pending', {})).toEqual({ ok: true, value: null });
});

test('a file with a connection string opens in a running app, is tried, and is kept under its name', async ({
  launch,
  simulators,
  profile,
}) => {
  const { apiId, apiToken } = simulators.aircall;
  const file = write(profile, `User=${apiId};Password=${apiToken};Label=Support;Colour=red;`);
  const { page, again } = await launch();
  expect(await again(`--connection-file=${file}`)).toBe(0);
  await expect(page.getByText('This is what the string says')).toBeVisible();
  await expect(page.getByText(/leaves it out: Colour/)).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain(apiToken);

  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText('The access works')).toBeVisible();
  expect(await ask(page, 'accounts.list', {})).toEqual({ ok: true, value: [] });
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect
    .poll(async () => {
      const accounts = await ask(page, 'accounts.list', {});
      return accounts.ok && accounts.value.map(({ label, way }) => [label, way]);
    })
    .toEqual([['Support', 'aircall-api-key']]);
  const log = fs.readFileSync(path.join(profile, 'logs/switchdeck.log'), 'utf8');
  for (const secret of [apiToken, file]) expect(log).not.toContain(secret);
});

test('a string that cannot be used is told with the place of its mistake', async ({ launch, profile }) => {
  const file = write(profile, "User=abc;Password='unclosed");
  const { page } = await launch({ args: [`--connection-file=${file}`] });
  await expect(page.getByText('This string cannot be used')).toBeVisible();
  await expect(page.getByText(/never closed/)).toBeVisible();
});
