import type { Locator, Page } from 'playwright';
import type { Input, Output } from '../../domain/contract.ts';
import type { OperationName } from '../../domain/channels.ts';
import type { Result } from '../../domain/failure.ts';
import type { Simulators } from '../simulators/index.ts';

/** Calls an operation through the page's bridge, as the page itself would. */
export const ask = <N extends OperationName>(
  page: Page,
  name: N,
  input: Input<N>,
): Promise<Result<Output<N>>> =>
  page.evaluate(
    // One call for all operations: TypeScript cannot tie the input to the name.
    ([operation, given]) => window.switchdeck.operations[operation](given as never),
    [name, input] as const,
  ); // `evaluate` loses the link between the name and its reply

/** From the choice of the phone system to the form for an API id and token, in the language in force. */
export async function chooseAircallKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Aircall/ }).click();
  await page.getByRole('button', { name: /API ID/ }).click();
}

/** Types what the provider gave into the Aircall form, which must be on screen, and submits it. */
export async function fillAircall(
  page: Page,
  aircall: { readonly apiId: string; readonly apiToken: string },
): Promise<void> {
  await page.getByLabel('API ID').fill(aircall.apiId);
  await page.getByLabel('API token').fill(aircall.apiToken);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The same for VoIPEX; `where` is the page, or the dialog the form is in. */
export async function fillVoipex(
  where: Page | Locator,
  voipex: { readonly email: string; readonly password: string },
): Promise<void> {
  await where.getByLabel('E-mail').fill(voipex.email);
  await where.getByLabel('Password', { exact: true }).fill(voipex.password);
  await where.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** From the first run to the call list, signed in to Aircall through the real form. */
export async function signInToAircall(page: Page, simulators: Simulators): Promise<void> {
  await page.getByRole('button', { name: /^Aircall/ }).click();
  await page.getByRole('button', { name: /^With an API ID and token/ }).click();
  await fillAircall(page, simulators.aircall);
  await page.getByRole('button', { name: 'Open the calls' }).click();
}

/** Adds VoIPEX from the accounts screen through the real form. */
export async function addVoipex(page: Page, simulators: Simulators): Promise<void> {
  await goTo(page, 'Accounts');
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByRole('button', { name: /^VoIPEX/ }).click();
  await fillVoipex(page, simulators.voipex);
}

/** Goes to a screen by the rail. */
export const goTo = (
  page: Page,
  screen: 'Calls' | 'Missed' | 'Switchboard' | 'Accounts' | 'Settings',
): Promise<void> =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();
