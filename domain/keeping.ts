import { z } from 'zod';
import { AccountId } from './account.ts';

/** How long calls of an account are kept here: days since their start, and at most so many, the newest. Null: all. */
export const Retention = z.strictObject({
  days: z.number().int().min(1).max(3650).nullable(),
  rows: z.number().int().min(100).max(100_000_000).nullable(),
});
export type Retention = z.infer<typeof Retention>;
export const keepEverything: Retention = { days: null, rows: null };

/** What is stored on this computer. Sizes in bytes. */
export const StorageReading = z.strictObject({
  /** The database with its log. */
  bytes: z.number().int().nonnegative(),
  accounts: z.array(
    z.strictObject({
      accountId: AccountId,
      calls: z.number().int().nonnegative(),
      /** Start of the earliest call, epoch ms. */
      earliest: z.number().int().nullable(),
      retention: Retention,
    }),
  ),
});
export type StorageReading = z.infer<typeof StorageReading>;

/** A phone number as it was typed or stored, in any format. */
export const longestTypedNumber = 60;
export const TypedNumber = z.string().trim().min(3).max(longestTypedNumber);

/** Everything stored about the person behind a number, before it is erased. */
export const PersonFound = z.strictObject({
  /** E.164 where the number could be read, else its digits. */
  number: z.string(),
  /** Every name its calls carry. */
  names: z.array(z.string()),
  calls: z.number().int().nonnegative(),
  earliest: z.number().int().nullable(),
  latest: z.number().int().nullable(),
});
export type PersonFound = z.infer<typeof PersonFound>;
