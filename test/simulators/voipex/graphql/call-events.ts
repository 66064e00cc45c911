import type { Channel } from '../channels.ts';

/** What one `callEvents` message says (8.3). */
export interface CallEvent {
  readonly type: 'incoming' | 'outgoing' | 'acceptedIncoming' | 'rejectedIncoming' | 'ended' | 'hold';
  readonly parameters: {
    readonly number: string | null;
    readonly entryTime: string | null;
    readonly value: boolean | null;
    /** Of unknown meaning. */
    readonly type: null;
  };
}

const nothing = { number: null, entryTime: null, value: null, type: null };

interface Seen {
  readonly number: string;
  readonly calls: boolean;
  readonly up: boolean;
}

/** A channel of somebody's own as `callEvents` tells of it: who is at the other end, and whether they call. */
function seenIn({ person, src, dst, state }: Channel): Seen {
  const calls = src === person?.extension;
  return { number: calls ? dst : src, calls, up: state === 'Up' };
}

export const holdEvent = (held: boolean): CallEvent => ({
  type: 'hold',
  parameters: { ...nothing, value: held },
});
export const rejectedEvent: CallEvent = { type: 'rejectedIncoming', parameters: nothing };

/** Notices what becomes of one person's calls: what has changed since it was last asked. */
export class OwnCalls {
  #seen = new Map<string, Seen>();

  /** @param own their channels as they stand at `now`, epoch ms. */
  changes(own: readonly Channel[], now: number): readonly CallEvent[] {
    const before = this.#seen;
    this.#seen = new Map(own.map((channel) => [channel.channelId, seenIn(channel)]));
    const events: CallEvent[] = [];
    for (const [id, { number, calls, up }] of this.#seen) {
      const was = before.get(id);
      if (was === undefined)
        events.push({ type: calls ? 'outgoing' : 'incoming', parameters: { ...nothing, number } });
      // There is no "outgoing answered" (8.3).
      if (up && !calls && was?.up !== true)
        events.push({
          type: 'acceptedIncoming',
          parameters: { ...nothing, number, entryTime: new Date(now).toISOString() },
        });
    }
    for (const [id, { number }] of before)
      if (!this.#seen.has(id)) events.push({ type: 'ended', parameters: { ...nothing, number } });
    return events;
  }
}
