import type { Redis } from 'ioredis';
import { accessTtlMs, deliveryTtlMs, type PollingStore } from './polling-store.ts';
import { ask } from './redis-connection.ts';

const prefix = 'switchdeck:relay:';
const accessKey = (company: string): string => `${prefix}access:${company}`;
const leaseKey = (company: string): string => `${prefix}lease:${company}`;
const deliveryKey = (company: string): string => `${prefix}delivered:${company}`;

/** ARGV: holder, ms. */
const leaseScript = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/** ARGV: what must be there. */
const dropScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`;

export function createRedisPolling(redis: Redis): PollingStore {
  return {
    async keepAccess(company, sealed) {
      await ask(redis.set(accessKey(company), sealed, 'PX', accessTtlMs));
    },
    async readAccess(company) {
      return ask(redis.get(accessKey(company)));
    },
    async dropAccess(company, sealed) {
      await ask(redis.eval(dropScript, 1, accessKey(company), sealed));
    },
    async lease(company, holder, ttlMs) {
      return (await ask(redis.eval(leaseScript, 1, leaseKey(company), holder, ttlMs))) === 1;
    },
    async release(company, holder) {
      await ask(redis.eval(dropScript, 1, leaseKey(company), holder));
    },
    async noteDelivery(company) {
      await ask(redis.set(deliveryKey(company), '1', 'PX', deliveryTtlMs));
    },
    async wasDelivered(company) {
      return (await ask(redis.exists(deliveryKey(company)))) === 1;
    },
  };
}
