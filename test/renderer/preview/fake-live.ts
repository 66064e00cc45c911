import type { Account } from '../../../domain/account.ts';
import type { Handlers } from '../../../domain/contract.ts';
import type { FollowUp, LiveStatus } from '../../../domain/live.ts';
import { accountIds, minuteMs } from './fake-accounts.ts';
import { personName } from './fake-company.ts';
import type { FakeEvents } from './fake-events.ts';
import type { Scenario } from './scenario.ts';

type LiveOperation =
  | 'live.read'
  | 'followUps.list'
  | 'followUps.add'
  | 'followUps.remove'
  | 'presence.choices'
  | 'presence.set'
  | 'presence.openPage';

/** How an account hears of what happens now. An API key has no relay, VoIPEX sends no events. */
function statusOf({ id, provider }: Account, { live, now }: Scenario): LiveStatus {
  const usual = provider === 'voipex' ? 'none' : 'no-relay';
  const why = provider === 'aircall' && live !== null ? live : usual;
  if (why === 'live' || why === 'connecting')
    return { accountId: id, state: why, why: null, since: now - 42 * minuteMs, heardAt: now - 3_000 };
  const heardAt = why === 'relay-down' || why === 'sign-in' ? now - 12 * minuteMs : null;
  return { accountId: id, state: 'polling', why, since: now - 12 * minuteMs, heardAt };
}

/** Due long ago, soon, tomorrow, whenever; and so on. */
const dues = [-75, 12, 26 * 60, null] as const;

function followUp(index: number, now: number): FollowUp {
  const due = dues[index % dues.length] ?? null;
  return {
    id: `follow-${index}`,
    accountId: accountIds.prague,
    callId: index % 2 === 0 ? `${accountIds.prague}:${index + 3}` : null,
    number: `+42060655500${index % 10}`,
    name: index % 3 === 2 ? null : personName(index + 60),
    createdAt: now - 3 * 60 * minuteMs,
    dueAt: due === null ? null : now + due * minuteMs,
  };
}

const byDue = (a: FollowUp, b: FollowUp): number => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity);

/** How calls are heard of, calls to be called back, and what the person at the desk may be set to. */
export function fakeLive(
  scenario: Scenario,
  accounts: () => readonly Account[],
  send: FakeEvents['send'],
): Pick<Handlers, LiveOperation> {
  let followUps = Array.from({ length: scenario.followUps }, (_, index) => followUp(index, scenario.now));
  let choice = 'available';
  let added = 0;
  const keep = (next: FollowUp[]): FollowUp[] => {
    followUps = next.sort(byDue);
    send('followUps.changed', {});
    return followUps;
  };
  const choices: Handlers['presence.choices'] = async ({ accountId }) =>
    accountId === accountIds.brno || scenario.setsPresence
      ? {
          choices: [
            { id: 'available', name: 'Kancelář', active: choice === 'available' },
            { id: 'mobile', name: 'Na cestách: mobil', active: choice === 'mobile' },
            { id: 'dnd', name: 'Nerušit', active: choice === 'dnd' },
          ],
          page: false,
        }
      : { choices: [], page: true };
  return {
    'live.read': async () => accounts().map((account) => statusOf(account, scenario)),
    'followUps.list': async () => followUps.toSorted(byDue),
    'followUps.add': async (wanted) => {
      added += 1;
      const others = followUps.filter(({ number }) => number !== wanted.number);
      return keep([...others, { ...wanted, id: `added-${added}`, createdAt: Date.now() }]);
    },
    'followUps.remove': async ({ id }) => keep(followUps.filter((one) => one.id !== id)),
    'presence.choices': choices,
    'presence.set': async ({ accountId, choice: wanted }) => {
      choice = wanted;
      return choices({ accountId });
    },
    'presence.openPage': async () => ({ done: true }),
  };
}
