import fs from 'node:fs';
import path from 'node:path';
import { addVoipex, ask, signInToAircall } from './desk.ts';
import { keychainText } from './desktop.ts';
import { expect, test } from './fixture.ts';

/** Every file below a folder, as bytes read as latin-1: no encoding can hide an ASCII secret. */
function* filesBelow(folder: string): Generator<{ name: string; text: string }> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const name = path.join(entry.parentPath, entry.name);
    yield { name, text: fs.readFileSync(name, 'latin1') };
  }
}

test(
  'tokens are in the keychain, found from outside, and nowhere in the profile, the log or a reply',
  { tag: '@keychain' },
  async ({ launch, simulators, profile }) => {
    const { page, close } = await launch();
    await signInToAircall(page, simulators);
    await addVoipex(page, simulators);
    await expect(page.getByText(`VoIPEX, signed in as ${simulators.voipex.email}`)).toBeVisible();
    const accounts = await ask(page, 'accounts.list', {});
    expect(accounts.ok && accounts.value.map(({ status }) => status)).toEqual(['signed-in', 'signed-in']);

    const found = keychainText();
    expect(found).toContain(simulators.aircall.apiToken);
    for (const account of accounts.ok ? accounts.value : []) expect(found).toContain(account.id);
    // A JSON Web Token starts with this, whatever it says.
    expect(found).toContain('eyJ');

    const replies = JSON.stringify([
      accounts,
      await ask(page, 'settings.read', {}),
      await ask(page, 'secrets.read', {}),
      await ask(page, 'sync.read', {}),
      await ask(page, 'switchboard.read', {}),
      await ask(page, 'calls.facets', {}),
      await page.evaluate(() => [
        document.documentElement.outerHTML,
        JSON.stringify(Object.entries(localStorage)),
        JSON.stringify(Object.entries(sessionStorage)),
      ]),
    ]);
    await close();
    const secrets = [simulators.aircall.apiToken, simulators.voipex.password, 'eyJhbGciOi'];
    for (const secret of secrets) {
      expect(replies).not.toContain(secret);
      for (const { name, text } of filesBelow(profile)) expect(text.includes(secret), name).toBe(false);
    }
  },
);

test(
  'a restart stays signed in, and signing out leaves nothing in the keychain',
  { tag: '@keychain' },
  async ({ launch, simulators }) => {
    const first = await launch();
    await signInToAircall(first.page, simulators);
    await first.close();

    const { page } = await launch();
    await expect(page.getByRole('heading', { name: /^Calls/ })).toBeVisible();
    await expect
      .poll(async () => {
        const accounts = await ask(page, 'accounts.list', {});
        return accounts.ok && accounts.value[0]?.status;
      })
      .toBe('signed-in');
    const accounts = await ask(page, 'accounts.list', {});
    const id = accounts.ok ? accounts.value[0]?.id : undefined;
    expect(id).toBeDefined();
    if (id === undefined) return;
    expect(await ask(page, 'accounts.signOut', { id, forgetCalls: true })).toMatchObject({ ok: true });
    expect(keychainText()).not.toContain(id);
  },
);
