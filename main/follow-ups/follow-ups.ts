import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AccountId } from '../../domain/account.ts';
import type { Handlers } from '../../domain/contract.ts';
import { digitsOf } from '../../domain/folding.ts';
import { FollowUp } from '../../domain/live.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';
import { openKeptList } from '../settings/kept-list.ts';
import { toE164 } from '../providers/phone-numbers.ts';

export interface FollowUpPorts {
  readonly followUpsFile: KeptFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly homeCountry: () => string;
  /** One is due: the agent is reminded, once. */
  readonly remind: (followUp: FollowUp) => void;
  readonly onChange: () => void;
}

/** Calls back that the agent wants to be reminded of. */
export interface FollowUps {
  readonly handlers: Pick<Handlers, 'followUps.list' | 'followUps.add' | 'followUps.remove'>;
  /** Reminds from now on, also of what became due while the app was closed. */
  start(): void;
  /** Removes those of an account, or of a person (any of these spellings of a number, digits). */
  forget(of: { readonly accountId: AccountId } | { readonly numbers: readonly string[] }): void;
  stop(): void;
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

const mostFollowUps = 500;
/** A computer that slept, or whose clock was set, is noticed so soon. */
const longestRestMs = 60_000;

export function createFollowUps(ports: FollowUpPorts): FollowUps {
  const { clock, log, homeCountry } = ports;
  const kept = openKeptList({
    file: ports.followUpsFile,
    schema: FollowUp,
    name: 'follow-ups',
    most: mostFollowUps,
    clock,
    log,
  });
  const stopping = new AbortController();
  let started = false;
  /** Ends the rest before the next reminder. */
  let rest = new AbortController();
  /** What was due and told in this run, with when it was due: put off, it is told again. */
  const reminded = new Map<string, number>();

  const list = (): FollowUp[] =>
    [...kept.read()].sort(
      (a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.createdAt - b.createdAt,
    );
  const change = (next: readonly FollowUp[]): FollowUp[] => {
    kept.write(next);
    rest.abort();
    ports.onChange();
    return list();
  };
  const same = (number: string): string => toE164(number, homeCountry()) ?? digitsOf(number);

  /** Ends early when the list changed or the app quits. Null: nothing is to be waited for. */
  async function restUntil(at: number | null): Promise<void> {
    const early = AbortSignal.any([stopping.signal, rest.signal]);
    if (at === null) {
      if (!early.aborted) await once(early, 'abort');
      return;
    }
    await clock.sleep(Math.min(longestRestMs, at - clock.now()), early).catch(() => undefined);
  }

  async function remindOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      rest = new AbortController();
      const now = clock.now();
      for (const one of kept.read()) {
        if (one.dueAt === null || one.dueAt > now || reminded.get(one.id) === one.dueAt) continue;
        reminded.set(one.id, one.dueAt);
        ports.remind(one);
      }
      const due = kept.read().flatMap(({ dueAt }) => (dueAt !== null && dueAt > now ? [dueAt] : []));
      await restUntil(due.length === 0 ? null : Math.min(...due));
    }
  }

  return {
    keptAside: kept.keptAside,
    start() {
      if (started) return;
      started = true;
      void remindOn();
    },
    forget(of) {
      const goes = (one: FollowUp): boolean =>
        'accountId' in of ? one.accountId === of.accountId : of.numbers.includes(digitsOf(same(one.number)));
      const left = kept.read().filter((one) => !goes(one));
      if (left.length !== kept.read().length) change(left);
    },
    stop: () => stopping.abort(),
    handlers: {
      'followUps.list': async () => list(),
      'followUps.add': async (input) => {
        const known = kept.read().find(({ number }) => same(number) === same(input.number));
        if (known === undefined && kept.read().length >= mostFollowUps)
          throw new DeskError('invalid-request', { where: 'followUps.most' });
        const added: FollowUp = {
          ...input,
          id: known?.id ?? randomBytes(6).toString('hex'),
          createdAt: known?.createdAt ?? clock.now(),
        };
        return change([...kept.read().filter(({ id }) => id !== added.id), added]);
      },
      'followUps.remove': async ({ id }) => {
        const left = kept.read().filter((one) => one.id !== id);
        // Removed twice, by two clicks, is removed all the same.
        return left.length === kept.read().length ? list() : change(left);
      },
    },
  };
}
