import { z } from 'zod';
import { type CallId, CallJoin, joinKinds } from '../../domain/call.ts';
import type { Database } from './database.ts';

const JoinRow = z
  .object({
    from_id: z.string(),
    to_id: z.string(),
    kind: z.enum(joinKinds),
    signs: z.string().transform((text): unknown => JSON.parse(text)),
    parted: z.number().int(),
  })
  .transform(({ from_id, to_id, kind, signs, parted }) =>
    CallJoin.parse({ from: from_id, to: to_id, kind, signs, parted: parted !== 0 }),
  );

/** Every join a call has a part in, also those that the agent parted. */
export const joinsOfCall = (database: Database, id: CallId): CallJoin[] => [
  ...database.rows(JoinRow, 'SELECT * FROM joins WHERE from_id = ?', id),
  ...database.rows(JoinRow, 'SELECT * FROM joins WHERE to_id = ?', id),
];
