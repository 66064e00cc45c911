import type { WebContents } from 'electron';
import { channelOf, type EventName } from '../../domain/channels.ts';
import { type EventPayload, events } from '../../domain/contract.ts';
import type { Log } from '../log.ts';

/** Sends events of the contract to our page; a payload that the contract does not allow is logged and dropped. */
export function createEmit(ourPage: () => WebContents | null, log: Log) {
  return <N extends EventName>(name: N, payload: EventPayload<N>): void => {
    const checked = events[name].safeParse(payload);
    if (!checked.success) {
      log.error('bridge.event-refused', { event: name });
      return;
    }
    const page = ourPage();
    if (page !== null && !page.isDestroyed()) page.send(channelOf(name), checked.data);
  };
}
