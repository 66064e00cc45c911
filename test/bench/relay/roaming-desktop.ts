import { setTimeout as pause } from 'node:timers/promises';
import { listen, type ListeningDesktop } from '../../support/listening-desktop.ts';

/** A desktop that never gives up: whenever its stream ends it resumes, at whichever relay is there. */
export interface RoamingDesktop {
  /** Ids of the calls it heard of, in order. */
  readonly heard: readonly number[];
  /** How often it was told that it missed something. */
  readonly gaps: () => number;
  /** Where it listens now; null while it looks for a relay. */
  readonly at: () => string | null;
  /** Has it leave the relay it listens at, for another one if it can. */
  breakOff(towards: string): void;
  stop(): void;
}

const betweenTriesMs = 50;

/** Resolves once it listens. @param origins of the relays there are; asked anew for each try. */
export async function roam(origins: () => readonly string[], token: string): Promise<RoamingDesktop> {
  const heard: number[] = [];
  let gaps = 0;
  const over = new AbortController();
  const isOver = (): boolean => over.signal.aborted;
  let stream: ListeningDesktop | null = null;
  let last: string | undefined;
  let at: string | null = null;
  let tries = 0;
  let wish: string | null = null;
  const begun = Promise.withResolvers<void>();

  const take = (from: number): number => {
    const messages = stream?.messages ?? [];
    for (const { event, id, data } of messages.slice(from)) {
      if (event === 'gap') gaps += 1;
      // The relay sends on what the bench made.
      if (event === 'provider-event') heard.push((JSON.parse(data) as { data: { id: number } }).data.id);
      last = id ?? last;
    }
    if (messages.length > 0) begun.resolve();
    return messages.length;
  };
  const listenOnce = async (): Promise<void> => {
    const all = origins();
    const origin = wish ?? all[tries % all.length] ?? '';
    wish = null;
    tries += 1;
    stream = await listen(origin, { token, ...(last === undefined ? {} : { last }) });
    at = stream.status === 200 ? origin : null;
    let taken = 0;
    await stream.until(() => {
      taken = take(taken);
      return isOver();
    });
  };
  void (async () => {
    while (!isOver()) {
      try {
        await listenOnce();
      } catch {
        at = null; // that relay is gone; the next try asks another one
        if (!isOver()) await pause(betweenTriesMs);
      }
    }
  })();
  await begun.promise;
  return {
    heard,
    gaps: () => gaps,
    at: () => at,
    breakOff(towards) {
      wish = towards;
      stream?.close();
    },
    stop() {
      over.abort();
      stream?.close();
    },
  };
}

/** Ids that should have been heard and were not, and those that were heard again. */
export function lostAndDoubled(
  heard: readonly number[],
  sent: readonly number[],
): { readonly lost: number; readonly doubled: number } {
  const once = new Set(heard);
  return { lost: sent.filter((id) => !once.has(id)).length, doubled: heard.length - once.size };
}

/** Resolves with true once `holds`, with false when it does not within `patienceMs`. */
export async function eventually(holds: () => boolean, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > until) return false;
    await pause(10);
  }
  return true;
}
