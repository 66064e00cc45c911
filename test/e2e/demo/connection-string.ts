import type { Page } from 'playwright';
import { goTo } from '../desk.ts';
import { english, inLooks, type Step, wear, wordsOf } from './desk.ts';

const { accounts, connection } = wordsOf('en');

async function read(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: connection.entry.field }).fill(text);
  await page.getByRole('button', { name: connection.entry.read }).click();
}

/** From the paste to the account: what is wrong with one string, what another says and may do, and that it is kept. */
export const byConnectionString: Step = {
  title: 'A second Aircall company by a connection string, tried before it is kept',
  run: async (desk) => {
    const { page, branch } = desk;
    await wear(page, english);
    await goTo(page, 'Accounts');
    await page.getByRole('button', { name: accounts.connectionString }).click();
    await read(page, `AuthScheme=Sometimes;User=${branch.apiId};User=twice;Password="never closed`);
    await page.getByText(connection.titles.problems).waitFor();
    await inLooks(desk, 'connection-problems');
    await page.getByRole('button', { name: connection.another }).click();
    const user = `User=${branch.apiId};Password=${branch.apiToken}`;
    await read(page, `Profile=C:\\profiles\\AirCall.apip;${user};Label=Branch Brno;Timeout=60;`);
    await page.getByText(connection.titles.read).waitFor();
    await inLooks(desk, 'connection-read');
    await page.getByRole('button', { name: connection.try.do }).click();
    await page.getByText(connection.titles.tried).waitFor();
    await inLooks(desk, 'connection-tried');
    await page.getByRole('button', { name: connection.trial.keep, exact: true }).click();
    await page.getByRole('heading', { name: 'Branch Brno' }).waitFor();
  },
};
