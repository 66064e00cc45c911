import { chooseAircallKey, fillAircall } from '../desk.ts';
import { english, type Look, looks, type Step, wear, wordsOf } from './desk.ts';

/** What a new user sees before signing in: the phone systems, the ways, and what each way asks for. */
const welcome = (look: Look): Step => ({
  title: `The first run and every way's form, ${look.language}, ${look.theme}`,
  run: async ({ page, album }) => {
    const { signIn, connection, welcome: words } = wordsOf(look.language);
    const { form } = words;
    const take = (what: string) => album.take(page, `${what}-${look.language}-${look.theme}`);
    const choose = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
    const back = () => page.getByRole('button', { name: form.back, exact: true }).click();
    await wear(page, look);
    await page.getByRole('heading', { name: words.title }).waitFor();
    await take('first-run');
    await choose('Aircall');
    await page.getByRole('button', { name: signIn.connection.way }).waitFor();
    await take('ways');
    for (const [way, title, name] of [
      ['aircall-api-key', form.aircallTitle, 'form-api-key'],
      ['aircall-own-client', signIn.ownClient.title, 'form-own-client'],
    ] as const) {
      await choose(signIn.ways[way].name);
      await page.getByRole('heading', { name: title }).waitFor();
      await take(name);
      await back();
    }
    await choose(signIn.connection.way);
    await page.getByRole('heading', { name: connection.entry.title }).waitFor();
    await take('form-connection-string');
    await back();
    await back();
    await choose('VoIPEX');
    await page.getByRole('heading', { name: form.voipexTitle }).waitFor();
    await take('form-voipex');
    await back();
  },
});

const wrongToken: Step = {
  title: 'An API token that is not accepted',
  run: async ({ page, album, simulators }) => {
    await wear(page, english);
    await chooseAircallKey(page);
    await fillAircall(page, { apiId: simulators.aircall.apiId, apiToken: 'not-the-token' });
    const { failures, welcome: words } = wordsOf('en');
    await page.getByText(failures.codes['sign-in-rejected'].title).first().waitFor();
    await album.take(page, 'sign-in-refused');
    for (const _ of [1, 2]) await page.getByRole('button', { name: words.form.back, exact: true }).click();
  },
};

/** Before anybody is signed in. */
export const firstRun: readonly Step[] = [...looks.map(welcome), wrongToken];
