/** An event a listener can refuse, as Electron's are. */
export interface RefusableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** Makes such an event with further properties. */
export function refusable<T extends object>(properties: T): RefusableEvent & T {
  let prevented = false;
  return Object.defineProperty(
    {
      ...properties,
      preventDefault: () => {
        prevented = true;
      },
      defaultPrevented: false,
    },
    'defaultPrevented',
    { get: () => prevented },
  );
}
