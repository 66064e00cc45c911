import { z } from 'zod';
import { idText, optionalList, optionalNumber, optionalPart, optionalText } from '../wire-reading.ts';

/** People, lines and switchboards. The extension is a number, a text or an object, depending on who is asked. */

/** `/pbx/users` (voipex.md 5.4): `name` is the first name. */
export const PbxUser = z.object({
  id: idText,
  login: optionalText,
  name: optionalText,
  surname: optionalText,
  pbxUserId: optionalText,
  exten: optionalText,
});
export type PbxUser = z.infer<typeof PbxUser>;

/** `/members` (voipex.md 5.4). */
export const Member = z.object({
  userId: idText,
  pbxUserId: optionalText,
  firstName: optionalText,
  lastName: optionalText,
  login: optionalText,
  exten: optionalPart(z.object({ number: optionalText })),
  queues: optionalList(z.object({ id: idText, name: z.string() })),
});
export type Member = z.infer<typeof Member>;

/** `/numbers` (voipex.md 5.4). */
export const PbxNumber = z.object({
  id: idText,
  number: idText,
  type: optionalText,
  ownerId: optionalText,
  applicationType: optionalText,
  numplan: optionalPart(z.object({ name: optionalText })),
});
export type PbxNumber = z.infer<typeof PbxNumber>;

/** `/profiles` (voipex.md 5.5): where somebody's calls ring or go. */
export const Profile = z.object({
  id: idText,
  name: optionalText,
  /** One that does not say so is not in use. */
  active: z.boolean().catch(false),
});
export type Profile = z.infer<typeof Profile>;

/** `/calls/transfer/destinations`: the richest source of colleagues and their state (voipex.md 5.2). */
export const Destination = z.object({
  id: idText,
  name: optionalText,
  extension: optionalText,
  ownerType: optionalText,
  properties: optionalPart(
    z.object({
      id: optionalText,
      applicationType: optionalText,
      freeAgents: optionalNumber,
      status: optionalPart(
        z.object({
          callCenter: optionalPart(
            z.object({
              agentState: optionalText,
              isPaused: z
                .boolean()
                .nullish()
                .transform((v) => v ?? null),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type Destination = z.infer<typeof Destination>;

const properties = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});

/** `/v1/users/me` of the central API (voipex.md 6.2). */
export const Me = z.object({
  id: optionalText,
  email: optionalText,
  firstName: optionalText,
  lastName: optionalText,
  services: optionalList(z.object({ name: optionalText, type: optionalText, properties })),
});
export type Me = z.infer<typeof Me>;

const PbxFacts = z.object({ pbxId: optionalText, hostname: optionalText, version: optionalText });

/** A switchboard, with its facts in `properties` or at top level (voipex.md 14.5). Internal hosts are never read. */
export const PbxService = z
  .object({ name: optionalText, properties: properties.pipe(PbxFacts) })
  .and(PbxFacts)
  .transform(({ name, properties: nested, ...top }) => ({
    name,
    pbxId: nested.pbxId ?? top.pbxId,
    hostname: nested.hostname ?? top.hostname,
    version: nested.version ?? top.version,
  }));
export type PbxService = z.infer<typeof PbxService>;

/** `/v1/pbx`: the answer is not known, so an object, an array and `{items: []}` are all taken (voipex.md 6.3). */
export const PbxList = z.union([
  z.array(z.unknown()),
  z.object({ items: z.array(z.unknown()) }).transform(({ items }) => items),
  z.record(z.string(), z.unknown()).transform((one) => [one]),
]);

/** A reply that is a plain array; its records are read one by one. */
export const anyList = z.array(z.unknown());
