import type { EventName } from '../../../domain/channels.ts';
import type { Bridge, EventPayload } from '../../../domain/contract.ts';

/** The event half of the fake bridge, with the means to send. */
export interface FakeEvents {
  readonly events: Bridge['events'];
  /** Numbered here, except for events that carry the number of what they tell of. */
  readonly send: <N extends EventName>(
    name: N,
    payload: Omit<EventPayload<N>, 'sequence'> & { readonly sequence?: number },
  ) => void;
}

type Listeners = { readonly [N in EventName]: Set<(payload: EventPayload<N>) => void> };

export function createFakeEvents(): FakeEvents {
  let sequence = 0;
  const listeners: Listeners = {
    'calls.changed': new Set(),
    'accounts.changed': new Set(),
    'sync.changed': new Set(),
    'switchboard.changed': new Set(),
    'settings.changed': new Set(),
    'views.changed': new Set(),
    'exports.changed': new Set(),
    'signIn.changed': new Set(),
    'connection.changed': new Set(),
    'navigation.requested': new Set(),
    'desk.requested': new Set(),
    'live.changed': new Set(),
    'alerts.changed': new Set(),
    'followUps.changed': new Set(),
    'call.requested': new Set(),
  };
  const subscribe =
    <N extends EventName>(name: N) =>
    (listener: (payload: EventPayload<N>) => void) => {
      const set: Set<(payload: EventPayload<N>) => void> = listeners[name];
      set.add(listener);
      return () => void set.delete(listener);
    };
  return {
    events: {
      'calls.changed': subscribe('calls.changed'),
      'accounts.changed': subscribe('accounts.changed'),
      'sync.changed': subscribe('sync.changed'),
      'switchboard.changed': subscribe('switchboard.changed'),
      'settings.changed': subscribe('settings.changed'),
      'views.changed': subscribe('views.changed'),
      'exports.changed': subscribe('exports.changed'),
      'signIn.changed': subscribe('signIn.changed'),
      'connection.changed': subscribe('connection.changed'),
      'navigation.requested': subscribe('navigation.requested'),
      'desk.requested': subscribe('desk.requested'),
      'live.changed': subscribe('live.changed'),
      'alerts.changed': subscribe('alerts.changed'),
      'followUps.changed': subscribe('followUps.changed'),
      'call.requested': subscribe('call.requested'),
    },
    send: (name, payload) => {
      sequence += 1;
      const set: Set<(payload: EventPayload<typeof name>) => void> = listeners[name];
      // `Omit` and the sequence make the payload whole again; the compiler does not follow this for a generic name.
      const whole = { sequence, ...payload } as EventPayload<typeof name>;
      for (const listener of set) listener(whole);
    },
  };
}
