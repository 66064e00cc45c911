import type { Migration } from '../migrate.ts';
import { callsAndCheckpoints } from './0010-calls-and-checkpoints.ts';
import { unansweredRings } from './0020-unanswered-rings.ts';
import { dictionaries } from './0030-dictionaries.ts';
import { joins } from './0040-joins.ts';
import { erasures } from './0050-erasures.ts';
import { callInstants } from './0060-call-instants.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  callsAndCheckpoints,
  unansweredRings,
  dictionaries,
  joins,
  erasures,
  callInstants,
];
