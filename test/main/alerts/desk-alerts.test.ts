import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/account.ts';
import { type AlertRules, defaultAlertRules } from '../../../domain/live.ts';
import type { LiveCall } from '../../../domain/switchboard.ts';
import type { Notice } from '../../../main/alerts/notice-text.ts';
import { tellVoipexDesk } from '../../support/voipex-desk.ts';

const story = tellVoipexDesk();

const shown: { readonly notice: Notice; readonly click: () => void }[] = [];
let forward = 0;
let id: AccountId;
beforeEach(async () => {
  shown.length = 0;
  forward = 0;
  await story.restart(story.profile, {
    showNotice(notice, click) {
      shown.push({ notice, click });
      return () => undefined;
    },
    bringForward: () => (forward += 1),
  });
  ({ id } = await story.signIn(story.simulator.userLogins[0]));
});

const rules = (part: Partial<AlertRules>, personId: string | null = null) =>
  story.bench.ask('alertSettings.write', {
    accountId: id,
    personId,
    rules: { ...defaultAlertRules, ...part },
  });
const calls = (): typeof story.simulator.control.calls => story.simulator.control.calls;
const running = async (): Promise<LiveCall[]> => (await story.bench.ask('switchboard.read', {})).liveCalls;
/** A call begins, and the desk has seen it. */
async function rings(rung: readonly number[] = [0]): Promise<LiveCall> {
  const before = new Set((await running()).map((call) => call.id));
  calls().ring({ contactIndex: 2, rungIndexes: [...rung] });
  const fresh = async () => (await running()).filter((call) => !before.has(call.id));
  await story.live(async () => (await fresh()).length > 0);
  const [call] = await fresh();
  if (call === undefined) throw new Error('no call');
  return call;
}
const ref = ({ accountId, id: call }: LiveCall) => ({ accountId, id: call });

describe('being told of calls', () => {
  it('begins with calls at the person who is signed in, by card and by notification', async () => {
    await rings([3]);
    expect(await story.bench.ask('alerts.read', {})).toEqual([]);
    const mine = await rings([0]);
    expect(await story.bench.ask('alerts.read', {})).toMatchObject([{ call: { id: mine.id }, overAt: null }]);
    await story.live(() => shown.length === 1);
  });

  it('brings window and call forward when a notification is clicked', async () => {
    const call = await rings();
    await story.live(() => shown.length === 1);
    shown[0]?.click();
    expect(forward).toBe(1);
    const asked = story.bench.crossed.filter((line) => line.startsWith('call.requested'));
    expect(asked).toEqual([
      `call.requested ${JSON.stringify({ sequence: 1, call: ref(call), callId: call.callId })}`,
    ]);
  });

  it('follows rules, which are kept over a restart', async () => {
    await rules({ enabled: false });
    await rings();
    expect(await story.bench.ask('alerts.read', {})).toEqual([]);
    await story.restart();
    expect(await story.bench.ask('alertSettings.read', {})).toEqual([
      { accountId: id, personId: null, rules: { ...defaultAlertRules, enabled: false } },
    ]);
  });

  it('follows who somebody says they are', async () => {
    const me = async () => (await story.bench.ask('me.read', {})).people.map(({ personId }) => personId);
    await story.live(async () => (await story.bench.ask('switchboard.read', {})).people.length > 3);
    const [own] = await me();
    const other = (await story.bench.ask('switchboard.read', {})).people.find((person) => person.id !== own);
    if (other === undefined) throw new Error('nobody else');
    await rules({}, other.id);
    expect(await me()).toEqual([other.id]);
    await rules({});
    expect(await me()).toEqual([own]);
  });

  it('ends with the card being put away', async () => {
    const call = await rings();
    await story.bench.ask('alerts.dismiss', ref(call));
    expect(await story.bench.ask('alerts.read', {})).toEqual([]);
  });
});

describe('a running call', () => {
  it('has a number to copy, and what is known of the caller', async () => {
    const call = await rings();
    const number = call.remote.number ?? '';
    expect(await story.bench.ask('live.copyNumber', ref(call))).toEqual({ copied: number });
    expect(story.bench.copied).toEqual([number]);
    const { calls: count } = await story.bench.ask('callers.history', { number });
    expect(count.exact).toBe(true);
  });

  it('is not found once it is over and its card is gone', async () => {
    const missing = { accountId: id, id: 'no-such-call' };
    expect(await story.bench.failure('live.copyNumber', missing)).toMatchObject({ code: 'not-found' });
    expect(await story.bench.failure('live.openInProvider', missing)).toMatchObject({ code: 'not-found' });
  });

  it('has no page at a provider that has none', async () => {
    const call = await rings();
    expect(await story.bench.failure('live.openInProvider', ref(call))).toMatchObject({ code: 'not-found' });
  });
});

describe('the own presence', () => {
  it('is set to one of the profiles that VoIPEX documents', async () => {
    const before = await story.bench.ask('presence.choices', { accountId: id });
    const other = before.choices.find(({ active }) => !active);
    if (other === undefined) throw new Error('nothing to choose');
    const after = await story.bench.ask('presence.set', { accountId: id, choice: other.id });
    expect(after.choices.filter(({ active }) => active).map((choice) => choice.id)).toEqual([other.id]);
    expect(before.page).toBe(false);
    expect(await story.bench.failure('presence.openPage', { accountId: id })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('reminders', () => {
  it('come when they are due and lead to the missed calls', async () => {
    const dueAt = story.clock.now() + 60_000;
    await story.bench.ask('followUps.add', {
      accountId: id,
      callId: null,
      number: '606123456',
      name: 'Jan',
      dueAt,
    });
    await story.live(() => shown.length === 1);
    expect(shown[0]?.notice).toEqual({ title: 'Zavolat zpět', body: 'Jan · +420 606 123 456' });
    shown[0]?.click();
    expect(story.bench.went).toEqual(['missed']);
  });

  it('go when the account goes with its calls', async () => {
    await story.bench.ask('followUps.add', {
      accountId: id,
      callId: null,
      number: '606123456',
      name: null,
      dueAt: null,
    });
    await story.bench.ask('accounts.signOut', { id, forgetCalls: true });
    expect(await story.bench.ask('followUps.list', {})).toEqual([]);
  });
});
