import type { Migration } from '../migrate.ts';
import { callsAndCheckpoints } from './0010-calls-and-checkpoints.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [callsAndCheckpoints];
