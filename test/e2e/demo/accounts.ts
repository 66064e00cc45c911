import type { AccountId } from '../../../domain/account.ts';
import { addVoipex, ask, chooseAircallKey, fillAircall, goTo } from '../desk.ts';
import { type Desk, type Step, wordsOf } from './desk.ts';

/** These steps are also for a demo that a person watches. */
type Watched = Pick<Desk, 'page' | 'simulators'>;

export const voipexByForm: Step<Watched> = {
  title: 'Signed in to VoIPEX through its form',
  run: async ({ page, simulators }) => {
    await addVoipex(page, simulators);
    await page.getByText(simulators.voipex.email).first().waitFor();
  },
};

/** Every account that has calls has its last 30 days, and the switchboard has people. */
export const everythingThere: Step<Watched> = {
  title: 'Calls and switchboards of all accounts are there',
  run: async ({ page }) => {
    await page.evaluate(async () => {
      const { operations, events } = window.switchdeck;
      const arrived = async (): Promise<boolean> => {
        const accounts = await operations['accounts.list']({});
        const statuses = await operations['sync.read']({});
        const board = await operations['switchboard.read']({});
        if (!accounts.ok || !statuses.ok || !board.ok) return false;
        const isCurrent = (id: AccountId): boolean =>
          statuses.value.some(({ accountId, phase }) => accountId === id && phase === 'current');
        // An agent's own account reads no calls.
        const reading = accounts.value.filter(({ way }) => way !== 'aircall-sso');
        return reading.every(({ id }) => isCurrent(id)) && board.value.people.length > 0;
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

export const aircallByForm: Step<Watched> = {
  title: 'Signed in to Aircall through its form',
  run: async ({ page, simulators }) => {
    const reply = await ask(page, 'settings.write', { language: 'en' });
    if (!reply.ok) throw new Error(`The settings were refused: ${reply.failure.code}`);
    await chooseAircallKey(page);
    await fillAircall(page, simulators.aircall);
    await page.getByRole('button', { name: wordsOf('en').welcome.pull.open }).click();
  },
};

/** The shortest way to both phone systems. */
export const signInToBoth: readonly Step<Watched>[] = [aircallByForm, voipexByForm, everythingThere];
