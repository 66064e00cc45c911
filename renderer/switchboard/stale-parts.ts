import type { AccountId } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { SwitchboardPart, SwitchboardSnapshot } from '../../domain/switchboard.ts';

/** State is read every few seconds; when it is older than this, it is no longer what people do now. */
const freshForMs = 3 * 60_000;

/**
 * Whether an account's part can no longer be taken for the present. `now` in epoch ms. Where events tell of every change,
 * the whole is rarely read, and still the present.
 */
export const isStalePart = (
  { accountId, failure, takenAt }: SwitchboardPart,
  now: number,
  statuses: readonly LiveStatus[] = [],
): boolean => {
  if (failure !== null || takenAt === null) return true;
  const isLive = statuses.some((status) => status.accountId === accountId && status.state === 'live');
  return !isLive && now - takenAt > freshForMs;
};

/** Whether nothing is told yet because every account is being read for the first time, and none has failed. */
export const isFirstReading = ({ parts, people }: SwitchboardSnapshot): boolean =>
  parts.length > 0 &&
  people.length === 0 &&
  parts.every(({ takenAt, failure }) => takenAt === null && failure === null);

/** The accounts whose people are shown as they were: their timers stand still. */
export const staleAccounts = (
  parts: readonly SwitchboardPart[],
  now: number,
  statuses: readonly LiveStatus[] = [],
): ReadonlySet<AccountId> =>
  new Set(parts.filter((part) => isStalePart(part, now, statuses)).map(({ accountId }) => accountId));

/** When the least fresh of the parts was read, epoch ms; null when one never was. */
export const oldestOf = (parts: readonly SwitchboardPart[]): number | null =>
  parts.reduce<number | null>(
    (oldest, { takenAt }) => (oldest === null || takenAt === null ? null : Math.min(oldest, takenAt)),
    Infinity,
  );

/** Parts that fail in the same way, so that it is said once. */
export function failingTogether(
  parts: readonly SwitchboardPart[],
): { readonly failure: Failure; readonly parts: readonly SwitchboardPart[] }[] {
  const failures = parts.flatMap(({ failure }) => failure ?? []);
  const distinct = failures.filter(
    ({ code }, index) => failures.findIndex((other) => other.code === code) === index,
  );
  return distinct.map((failure) => ({
    failure,
    parts: parts.filter((part) => part.failure?.code === failure.code),
  }));
}
