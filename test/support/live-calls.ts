import type { LiveCall } from '../../domain/switchboard.ts';

/** A running call that comes in, but for what is told otherwise. */
export const aLiveCall = (part: Partial<LiveCall> & Pick<LiveCall, 'id' | 'accountId'>): LiveCall => ({
  callId: null,
  conversationId: null,
  direction: 'in',
  state: 'ringing',
  remote: { number: null, name: null },
  personId: null,
  ringing: [],
  lineId: null,
  way: [],
  startedAt: null,
  ...part,
});
