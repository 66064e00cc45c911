import { type ComponentType, lazy, Suspense, useState } from 'react';

/** A component whose code is not needed for the first rows, and what fetches that code ahead of its use. */
export type Later<Props> = ComponentType<Props> & { readonly fetch: () => Promise<void> };

/**
 * Puts a component into a file of its own, read when it is fetched or first shown. Shown after it was fetched, it is
 * there at once, as if it had never been apart; before, its place stays empty for the milliseconds the file takes.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let there: ComponentType<Props> | null = null;
  let loading: Promise<ComponentType<Props>> | null = null;
  const loaded = (): Promise<ComponentType<Props>> =>
    (loading ??= load().then(
      (component) => (there = component),
      (error: unknown) => {
        loading = null; // the next showing tries again
        throw error;
      },
    ));
  const waiting = () => lazy(async () => ({ default: await loaded() }));

  function Fetched(props: Props) {
    // Which of the two it is stays the same while it is shown: another component would lose what this one holds.
    const [Shown] = useState<ComponentType<Props>>(() => there ?? waiting());
    return (
      <Suspense>
        <Shown {...props} />
      </Suspense>
    );
  }
  return Object.assign(Fetched, { fetch: () => loaded().then(() => undefined) });
}
