import type { AccountId } from '../../domain/account.ts';
import type { SwitchboardPart } from '../../domain/switchboard.ts';

/** State is read every few seconds; when it is older than this, it is no longer what people do now. */
const freshForMs = 3 * 60_000;

/** Whether an account's part can no longer be taken for the present. `now` in epoch ms. */
export const isStalePart = ({ failure, takenAt }: SwitchboardPart, now: number): boolean =>
  failure !== null || takenAt === null || now - takenAt > freshForMs;

/** The accounts whose people are shown as they were: their timers stand still. */
export const staleAccounts = (parts: readonly SwitchboardPart[], now: number): ReadonlySet<AccountId> =>
  new Set(parts.filter((part) => isStalePart(part, now)).map(({ accountId }) => accountId));
