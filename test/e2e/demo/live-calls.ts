import { cardKey } from '../../../renderer/live/card-key.ts';
import { ask } from '../desk.ts';
import type { RunningRelay } from '../relay.ts';
import { type Desk, english, inLooks, type Step, twoLooks, visit, wear, wordsOf } from './desk.ts';

/** What these steps need beside the desk. */
interface Followed extends Desk {
  readonly relay: RunningRelay;
}

const { live, settings, common } = wordsOf('en');

const cards = ({ page }: Desk) => page.getByRole('region', { name: live.cards.label });
const now = ({ page }: Desk) => page.getByRole('region', { name: live.now.title, exact: true });

/** Everything that still rings or runs in the company ends. */
function hangUpAll({ simulators }: Desk): void {
  for (const { calls } of [simulators.aircall.control, simulators.voipex.control])
    for (const { index } of calls.running()) calls.hangUp(index);
}

const ringing: Step<Followed> = {
  title: 'A call rings at the agent: on its card who calls, why here, and what is known of them',
  run: async (desk) => {
    const { page, simulators } = desk;
    await wear(page, english);
    await visit(page, 'en', 'calls');
    const { calls } = simulators.aircall.control;
    const call = calls.ring({ contactIndex: 3, rungIndexes: [0, 2], teamIndex: 0 });
    await cards(desk).getByText(live.state.ringing).waitFor();
    await page.locator('.call-card-body').waitFor();
    await inLooks(desk, 'call-card-ringing');
    calls.answer(call, { personIndex: 0 });
    await now(desk).getByText(live.state.talkingYou).waitFor();
    await inLooks(desk, 'call-card-talking', twoLooks);
    calls.hangUp(call);
    await cards(desk)
      .getByText(/^Ended at/u)
      .waitFor();
    await inLooks(desk, 'call-card-over', twoLooks);
  },
};

const several: Step<Followed> = {
  title: 'Several calls at once: one card open, the others folded; somebody unknown, and somebody hidden',
  run: async (desk) => {
    const { page, simulators } = desk;
    const { calls } = simulators.aircall.control;
    const shown = page.locator('.call-card');
    // One after the other: the newest is the one that opens, and only a number can be called back.
    for (const [place, remote] of [null, '+420721998877'].entries()) {
      calls.ring({ remote, rungIndexes: [0] });
      await shown.nth(place + 1).waitFor();
    }
    await inLooks(desk, 'call-cards');
    await visit(page, 'en', 'switchboard');
    await page.locator('[data-presence="ringing"]').first().waitFor();
    await inLooks(desk, 'switchboard-ringing', twoLooks);
    await visit(page, 'en', 'calls');
  },
};

const later: Step<Followed> = {
  title: 'Call back later, by keyboard: the reminder stands above the missed calls',
  run: async (desk) => {
    const { page } = desk;
    await page.locator('.call-grid').focus();
    await page.keyboard.press(cardKey);
    await page.locator('.call-card[data-open]').getByRole('button', { name: live.actions.later }).click();
    await page.getByRole('menuitem', { name: live.later.hour }).waitFor();
    await inLooks(desk, 'call-back-later', twoLooks);
    await page.getByRole('menuitem', { name: live.later.hour }).click();
    hangUpAll(desk);
    await visit(page, 'en', 'missed');
    await page.getByRole('region', { name: live.followUps.title }).waitFor();
    await inLooks(desk, 'calls-to-return');
  },
};

const rules: Step<Followed> = {
  title: 'Which calls the agent is told of, and when not',
  run: async (desk) => {
    const { page } = desk;
    await visit(page, 'en', 'settings');
    await page.getByText(settings.alerts.quiet).first().scrollIntoViewIfNeeded();
    await inLooks(desk, 'call-alerts');
  },
};

const withoutRelay: Step<Followed> = {
  title: 'The relay goes away: the app says so, asks the provider instead, and catches up when it is back',
  run: async (desk) => {
    const { page, relay } = desk;
    await visit(page, 'en', 'calls');
    await page.locator('.sync-state').click();
    await page.getByText(live.status.live, { exact: false }).first().waitFor();
    await inLooks(desk, 'live-details', twoLooks);
    await page.keyboard.press('Escape');
    await relay.stop();
    await page.locator('.sync-state[data-kind="behind"]').waitFor();
    await inLooks(desk, 'relay-down', twoLooks);
    await relay.start();
    await page.locator('.sync-state:not([data-kind="behind"])').waitFor({ timeout: 60_000 });
    const reminders = await ask(page, 'followUps.list', {});
    for (const { id } of reminders.ok ? reminders.value : []) await ask(page, 'followUps.remove', { id });
    await page.getByRole('navigation', { name: common.frame.navigation }).waitFor();
  },
};

/** Calls as they happen, for an agent whom a sign-in tells, in a company that signed in through the relay. */
export const liveCalls: readonly Step<Followed>[] = [ringing, several, later, rules, withoutRelay];
