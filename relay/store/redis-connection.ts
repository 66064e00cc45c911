import { Redis } from 'ioredis';
import type { RelayLog } from '../log.ts';
import { StoreUnavailable } from './store.ts';

/** A word for the log. Redis begins what it refuses with one (`WRONGPASS`, `OOM`); the rest may quote what was sent. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'ReplyError') return /^[A-Z]{2,20}(?= )/.exec(error.message)?.[0] ?? error.name;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

/**
 * A connection that comes back by itself and says in the log once that it is lost, once that it is back. @param log null
 * for one of several to the same place, of which another one says so.
 */
export function openRedis(
  url: string,
  log: RelayLog | null,
  options: { readonly autoResubscribe?: boolean } = {},
): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    commandTimeout: 3000,
    connectTimeout: 3000,
    ...options,
  });
  let lastError = '';
  redis.on('error', (error: unknown) => {
    const why = codeOf(error);
    if (why !== lastError) log?.error('store.lost', { why }); // each try to reconnect would repeat it
    lastError = why;
  });
  redis.on('ready', () => {
    if (lastError !== '') log?.info('store.back');
    lastError = '';
  });
  return redis;
}

/** A command's reply. Rejects with `StoreUnavailable` for whatever goes wrong. */
export async function ask<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw new StoreUnavailable(codeOf(error), error);
  }
}
