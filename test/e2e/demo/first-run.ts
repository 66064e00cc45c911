import { addVoipex, ask, chooseAircallKey, fillAircall, goTo } from '../desk.ts';
import { type Look, looks, type Step, wear, wordsOf } from './desk.ts';

const english: Look = { language: 'en', theme: 'light' };

/** What a new user sees before signing in. */
const welcome = (look: Look): Step => ({
  title: `The first run and both sign-in forms, ${look.language}, ${look.theme}`,
  run: async ({ page, album }) => {
    const { form, title } = wordsOf(look.language).welcome;
    const name = (what: string): string => `${what}-${look.language}-${look.theme}`;
    await wear(page, look);
    await page.getByRole('heading', { name: title }).waitFor();
    await album.take(page, name('first-run'));
    const back = () => page.getByRole('button', { name: form.back, exact: true }).click();
    await page.getByRole('button', { name: /^Aircall/ }).click();
    await page.getByRole('button', { name: /API ID/ }).waitFor();
    await album.take(page, name('sign-in-ways'));
    await page.getByRole('button', { name: /API ID/ }).click();
    await page.getByRole('heading', { name: form.aircallTitle }).waitFor();
    await album.take(page, name('sign-in-aircall'));
    await back();
    await back();
    await page.getByRole('button', { name: /^VoIPEX/ }).click();
    await page.getByRole('heading', { name: form.voipexTitle }).waitFor();
    await album.take(page, name('sign-in-voipex'));
    await back();
  },
});

const wrongToken: Step = {
  title: 'A sign-in that is not accepted',
  run: async ({ page, album, simulators }) => {
    await wear(page, english);
    await chooseAircallKey(page);
    await fillAircall(page, { apiId: simulators.aircall.apiId, apiToken: 'not-the-token' });
    const { title } = wordsOf('en').failures.codes['sign-in-rejected'];
    await page.getByText(title).first().waitFor();
    await album.take(page, 'sign-in-refused');
  },
};

const firstPull: Step = {
  title: 'Signed in to Aircall through its form; the first calls are fetched',
  run: async ({ page, album, simulators }) => {
    const slow = ['^/v1/calls\\?', '^/v1/users'].map((path) =>
      simulators.aircall.control.faults.add({ path, fault: { kind: 'delay', ms: 1500 } }),
    );
    await fillAircall(page, simulators.aircall);
    const { title, open } = wordsOf('en').welcome.pull;
    await page.getByRole('heading', { name: title }).waitFor();
    await album.take(page, 'first-pull');
    await page.getByRole('button', { name: open }).click();
    await page.getByRole('navigation').waitFor();
    await album.take(page, 'calls-arriving');
    await goTo(page, 'Switchboard');
    await page.locator('.skeleton-card').first().waitFor();
    await album.take(page, 'switchboard-arriving');
    for (const fault of slow) simulators.aircall.control.faults.clear(fault);
  },
};

const second: Step = {
  title: 'Signed in to VoIPEX through its form',
  run: async ({ page, album, simulators }) => {
    await addVoipex(page, simulators);
    await page.getByText(simulators.voipex.email).first().waitFor();
    await album.take(page, 'both-signed-in');
  },
};

/** Both accounts have their last 30 days, and the switchboard has people. */
export const everythingThere: Step = {
  title: 'Calls and switchboard of both systems are there',
  run: async ({ page }) => {
    await page.evaluate(async () => {
      const { operations, events } = window.switchdeck;
      const arrived = async (): Promise<boolean> => {
        const statuses = await operations['sync.read']({});
        const board = await operations['switchboard.read']({});
        if (!statuses.ok || !board.ok) return false;
        const current = statuses.value.filter(({ phase }) => phase === 'current');
        return current.length === 2 && board.value.people.length > 0;
      };
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const late = setTimeout(() => reject(new Error('They are not there after three minutes.')), 180_000);
      const look = (): void => void arrived().then((there) => there && resolve(undefined));
      const leave = [events['sync.changed'](look), events['switchboard.changed'](look)];
      look();
      await promise;
      clearTimeout(late);
      for (const stop of leave) stop();
    });
    const facets = await ask(page, 'calls.facets', {});
    if (facets.ok) console.log(`    ${String(facets.value.total)} calls are stored`);
    await goTo(page, 'Calls');
  },
};

/** From nothing to both phone systems, with pictures. */
export const firstRun: readonly Step[] = [
  ...looks.map(welcome),
  wrongToken,
  firstPull,
  second,
  everythingThere,
];

/** The same without detours, for a demo that a person watches. */
export const signInToBoth: readonly Step[] = [
  {
    title: 'Signed in to Aircall through its form',
    run: async ({ page, simulators }) => {
      const reply = await ask(page, 'settings.write', { language: 'en' });
      if (!reply.ok) throw new Error(`The settings were refused: ${reply.failure.code}`);
      await chooseAircallKey(page);
      await fillAircall(page, simulators.aircall);
      await page.getByRole('button', { name: wordsOf('en').welcome.pull.open }).click();
    },
  },
  {
    title: 'Signed in to VoIPEX through its form',
    run: async ({ page, simulators }) => {
      await addVoipex(page, simulators);
      await page.getByText(simulators.voipex.email).first().waitFor();
    },
  },
  everythingThere,
];
