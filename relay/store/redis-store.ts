import { z } from 'zod';
import type { RelayLog } from '../log.ts';
import { ask, codeOf, openRedis } from './redis-connection.ts';
import { createRedisPolling } from './redis-polling.ts';
import { createRedisSessions } from './redis-sessions.ts';
import { Landing, mostWrongVerifiers, type Store, StoreUnavailable, Transaction } from './store.ts';

const prefix = 'switchdeck:relay:';
const transactionKey = (id: string): string => `${prefix}transaction:${id}`;
const resultKey = (id: string): string => `${prefix}result:${id}`;

// Comparing challenges needs no constant time: they are hashes, and the browser has seen them.
const countWrong = `
  if redis.call('HINCRBY', KEYS[1], 'wrong', 1) >= ${mostWrongVerifiers} then redis.call('DEL', KEYS[1]) end`;

/** ARGV: challenge, receipt or ''. */
const redeemScript = `
local challenge, sealed, receipt = unpack(redis.call('HMGET', KEYS[1], 'challenge', 'sealed', 'receipt'))
if not challenge then return {'unknown'} end
if challenge ~= ARGV[1] then ${countWrong}
  return {'wrong-verifier'}
end
if receipt and receipt ~= ARGV[2] then return {'used'} end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('HSET', KEYS[1], 'receipt', ARGV[2]) end
return {'redeemed', sealed}`;

/** ARGV: challenge. */
const forgetScript = `
local challenge = redis.call('HGET', KEYS[1], 'challenge')
if not challenge then return 'unknown' end
if challenge ~= ARGV[1] then ${countWrong}
  return 'wrong-verifier'
end
redis.call('DEL', KEYS[1])
return 'forgotten'`;

const Redeemed = z.union([
  z.tuple([z.literal('redeemed'), z.string()]).transform(([outcome, sealed]) => ({ outcome, sealed })),
  z.tuple([z.enum(['unknown', 'used', 'wrong-verifier'])]).transform(([outcome]) => ({ outcome })),
]);
const Forgotten = z.enum(['forgotten', 'unknown', 'wrong-verifier']);
const LandingFields = z.tuple([z.string().nullable(), z.string().nullable()]);

/**
 * For a relay of several instances. Every key starts with `switchdeck:relay:` and expires by itself; each step is one
 * command, one transaction or one script.
 */
export function createRedisStore(url: string, log: RelayLog): Store {
  const redis = openRedis(url, log);
  const count = async (pattern: string): Promise<number> => {
    let found = 0;
    let cursor = '0';
    do {
      const [next, keys] = await ask(redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1000));
      found += keys.length;
      cursor = next;
    } while (cursor !== '0');
    return found;
  };
  const readAs = (text: string | null): Transaction | null =>
    text === null ? null : Transaction.parse(JSON.parse(text));

  return {
    ...createRedisSessions(redis),
    ...createRedisPolling(redis),
    async keepTransaction(id, transaction, ttlMs) {
      await ask(redis.set(transactionKey(id), JSON.stringify(transaction), 'PX', ttlMs, 'NX'));
    },
    async readTransaction(id) {
      return readAs(await ask(redis.get(transactionKey(id))));
    },
    async takeTransaction(id) {
      return readAs(await ask(redis.getdel(transactionKey(id))));
    },
    async keepResult(id, { sealed, challenge, landing }, ttlMs) {
      const key = resultKey(id);
      const fields = { sealed, challenge, landing: JSON.stringify(landing) };
      const replies = await ask(redis.multi().hset(key, fields).pexpire(key, ttlMs).exec());
      const failed = replies === null ? new Error('aborted') : replies.find(([error]) => error !== null)?.[0];
      if (failed !== undefined) throw new StoreUnavailable(codeOf(failed), failed);
    },
    async readLanding(id) {
      const [landing, receipt] = LandingFields.parse(
        await ask(redis.hmget(resultKey(id), 'landing', 'receipt')),
      );
      return landing === null || receipt !== null ? null : Landing.parse(JSON.parse(landing));
    },
    async redeem(id, challenge, receipt) {
      return Redeemed.parse(await ask(redis.eval(redeemScript, 1, resultKey(id), challenge, receipt ?? '')));
    },
    async forget(id, challenge) {
      return Forgotten.parse(await ask(redis.eval(forgetScript, 1, resultKey(id), challenge)));
    },
    async pending() {
      return {
        transactions: await count(transactionKey('*')),
        results: await count(resultKey('*')),
      };
    },
    async check() {
      await ask(redis.ping());
    },
    async close() {
      redis.disconnect();
    },
  };
}
