/** The part of `ipcRenderer` that events come through. */
export interface EventSource {
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
}

/** Adds a listener and returns what removes it. */
export type Subscribe = (listener: (payload: unknown) => void) => () => void;

export function subscribeTo(source: EventSource, channel: string): Subscribe {
  return (listener) => {
    const forward = (_event: unknown, payload: unknown): void => listener(payload);
    source.on(channel, forward);
    return () => {
      source.removeListener(channel, forward);
    };
  };
}

/**
 * The same for an event that must not be lost while the page is still being drawn: a link that starts the app asks for
 * the sign-in before anybody listens. The last one that came until then is given to the first listener.
 */
export function holdUntilHeard(source: EventSource, channel: string): Subscribe {
  let held: { readonly payload: unknown } | null = null;
  let release: (() => void) | null = subscribeTo(
    source,
    channel,
  )((payload) => {
    held = { payload };
  });
  const subscribe = subscribeTo(source, channel);
  return (listener) => {
    release?.();
    release = null;
    const unsubscribe = subscribe(listener);
    if (held !== null) listener(held.payload);
    held = null;
    return unsubscribe;
  };
}
