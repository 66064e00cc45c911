import { z } from 'zod';
import { AccountId, ProviderId } from './account.ts';

/** One line of the record of who acted as whom from this machine. Kept until the user's profile is removed. */
export const AuditEntry = z.strictObject({
  /** Epoch ms. */
  at: z.number().int(),
  what: z.enum(['impersonation-started', 'impersonation-ended', 'impersonation-refused']),
  /** The access that did it. */
  accountId: AccountId,
  /** Its name at that time. */
  by: z.string().max(200),
  /** E-mail of the user acted as. */
  as: z.string().max(200),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Who the person at this desk is, as far as a sign-in tells: "my calls" and "my presence" follow from it. */
export const Me = z.strictObject({
  people: z.array(
    z.strictObject({
      accountId: AccountId,
      provider: ProviderId,
      name: z.string().max(200),
      /** `agents` of a CallFilter that mean this person. */
      agentKeys: z.array(z.string().max(200)),
      /** The person of the switchboard; null when it does not list them. */
      personId: z.string().max(200).nullable(),
    }),
  ),
});
export type Me = z.infer<typeof Me>;
