import type { AccountId } from '../../domain/account.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { CallSync } from '../calls/call-sync.ts';
import type { Clock } from '../clock.ts';
import type { Doorbell } from '../providers/live.ts';
import type { SwitchboardWatch } from '../switchboard/watch-switchboard.ts';
import type { FollowedAccount } from './follow-account.ts';

export interface DoorbellPorts {
  readonly accountId: AccountId;
  /** Null where there is none: the account is only ever asked. */
  readonly doorbell: Doorbell | null;
  /** Why there is nothing better than asking. */
  readonly why: 'no-relay' | 'none';
  readonly clock: Clock;
  readonly switchboard: Pick<SwitchboardWatch, 'look'>;
  readonly sync: () => Pick<CallSync, 'soon'> | null;
  readonly onStatus: () => void;
}

/** An account whose provider says at most when to look. */
export function followDoorbell(ports: DoorbellPorts): FollowedAccount {
  const { accountId, clock, switchboard } = ports;
  let hangUp: (() => void) | null = null;
  let heardAt: number | null = null;
  let standing: Pick<LiveStatus, 'state' | 'why' | 'since'> = {
    ...{ state: 'polling', why: ports.why },
    since: clock.now(),
  };

  const become = (isAlive: boolean): void => {
    if ((standing.state === 'live') === isAlive) return;
    standing = isAlive
      ? { state: 'live', why: null, since: clock.now() }
      : { state: 'polling', why: ports.why, since: clock.now() };
    ports.onStatus();
  };

  return {
    start() {
      if (ports.doorbell === null || hangUp !== null) return;
      hangUp = ports.doorbell.listen({
        rang() {
          heardAt = clock.now();
          switchboard.look(accountId, 'calls');
        },
        alive(is) {
          if (is) heardAt = clock.now();
          become(is);
        },
      });
    },
    begun: async () => undefined,
    shown: () => undefined,
    status: () => ({ accountId, ...standing, heardAt }),
    eventsChecked: () => undefined,
    woke: () => switchboard.look(accountId, 'state'),
    eventsOfCalls: null,
    async stop() {
      hangUp?.();
      hangUp = null;
      become(false);
    },
    end: async () => undefined,
  };
}
