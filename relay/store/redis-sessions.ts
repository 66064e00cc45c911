import type { Redis } from 'ioredis';
import { z } from 'zod';
import { ask } from './redis-connection.ts';
import { mostWebhooks, overlapMs, type SessionStore, sessionTtlMs, webhookTtlMs } from './session-store.ts';

const prefix = 'switchdeck:relay:';
const sessionKey = (id: string): string => `${prefix}session:${id}`;
const endedKey = (company: string): string => `${prefix}ended:${company}`;
const webhookKey = (tokenHash: string): string => `${prefix}webhook:${tokenHash}`;
/** Hashes of a company's tokens by when each was last heard of. */
const webhooksKey = (company: string): string => `${prefix}webhooks:${company}`;

/** KEYS: session, company's end. ARGV: generation, issued, now. Sets `kept` (may be false), `used`, `generation`, `now`. */
const judge = `
local generation, now = tonumber(ARGV[1]), tonumber(ARGV[3])
if tonumber(ARGV[2]) <= tonumber(redis.call('GET', KEYS[2]) or '-1') then return 0 end
local kept, used, ended = unpack(redis.call('HMGET', KEYS[1], 'generation', 'used', 'ended'))
if ended then return 0 end
kept = kept and tonumber(kept)
local function put(newest, usedAt)
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'generation', newest)
  if usedAt then redis.call('HSET', KEYS[1], 'used', usedAt) end
  redis.call('PEXPIRE', KEYS[1], ${sessionTtlMs})
end
local function overlaps()
  return generation == kept - 1 and (not used or now - tonumber(used) <= ${overlapMs})
end
local function finish()
  redis.call('HSET', KEYS[1], 'ended', 1)
  redis.call('PEXPIRE', KEYS[1], ${sessionTtlMs})
  return 0
end`;

const useScript = `${judge}
if not kept then return 1 end
if generation >= kept then
  if generation > kept or not used then put(generation, now) end
  return 1
end
if overlaps() then return 1 end
return finish()`;

/** Gives the generation that takes its place, or 0. */
const renewScript = `${judge}
if not kept or generation >= kept then
  put(generation + 1, nil)
  return generation + 1
end
if overlaps() then return kept end
return finish()`;

/** KEYS: session. */
const endScript = `
redis.call('HSET', KEYS[1], 'ended', 1)
redis.call('PEXPIRE', KEYS[1], ${sessionTtlMs})
return 1`;

/** KEYS: company's end, company's webhooks. ARGV: now. */
const endCompanyScript = `
redis.call('SET', KEYS[1], ARGV[1], 'PX', ${sessionTtlMs})
for _, hash in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  redis.call('DEL', '${webhookKey('')}' .. hash)
end
redis.call('DEL', KEYS[2])
return 1`;

/** ARGV: hash of the token, company, now. Forgets what is over and, of too many, the quietest. */
const bind = `
local webhooks = '${webhooksKey('')}' .. company
redis.call('SET', KEYS[1], company, 'PX', ${webhookTtlMs})
redis.call('ZREMRANGEBYSCORE', webhooks, '-inf', tonumber(ARGV[3]) - ${webhookTtlMs})
redis.call('ZADD', webhooks, ARGV[3], ARGV[1])
redis.call('PEXPIRE', webhooks, ${webhookTtlMs})
local many = redis.call('ZCARD', webhooks) - ${mostWebhooks}
if many > 0 then
  for _, hash in ipairs(redis.call('ZRANGE', webhooks, 0, many - 1)) do
    redis.call('DEL', '${webhookKey('')}' .. hash)
  end
  redis.call('ZREMRANGEBYRANK', webhooks, 0, many - 1)
end`;

const claimScript = `
local company = ARGV[2]
if (redis.call('GET', KEYS[1]) or company) ~= company then return 'taken' end
${bind}
return 'claimed'`;

const companyScript = `
local company = redis.call('GET', KEYS[1])
if not company then return false end
${bind}
return company`;

const Flag = z.number().int();
const Claimed = z.enum(['claimed', 'taken']);
const Pipelined = z.array(z.tuple([z.null(), z.string().nullable()]));

/** Sessions and webhooks in Redis; each step is one script. */
export function createRedisSessions(redis: Redis): SessionStore {
  const judged = async (script: string, session: Parameters<SessionStore['useSession']>[0], now: number) => {
    const { id, company, generation, issuedAt } = session;
    const keys = [sessionKey(id), endedKey(company)];
    return Flag.parse(await ask(redis.eval(script, 2, ...keys, generation, issuedAt, now)));
  };
  return {
    async useSession(session, now) {
      return (await judged(useScript, session, now)) === 1;
    },
    async renewSession(session, now) {
      const generation = await judged(renewScript, session, now);
      return generation === 0 ? null : generation;
    },
    async endSession(id) {
      await ask(redis.eval(endScript, 1, sessionKey(id)));
    },
    async endCompany(company, now) {
      await ask(redis.eval(endCompanyScript, 2, endedKey(company), webhooksKey(company), now));
    },
    async endedAmong(sessions) {
      const pipeline = redis.pipeline();
      for (const { id, company } of sessions) pipeline.hget(sessionKey(id), 'ended').get(endedKey(company));
      // A failed command stands in its own place of the reply, so the whole of it is what can be unavailable.
      const replies = await ask(pipeline.exec().then((list) => Pipelined.parse(list)));
      const ended = sessions.filter(({ issuedAt }, index) => {
        const [, own = null] = replies[index * 2] ?? [];
        const [, company = null] = replies[index * 2 + 1] ?? [];
        return own !== null || issuedAt <= Number(company ?? -1);
      });
      return new Set(ended.map(({ id }) => id));
    },
    async claimWebhook(tokenHash, company, now) {
      const asked = redis.eval(claimScript, 1, webhookKey(tokenHash), tokenHash, company, now);
      return Claimed.parse(await ask(asked));
    },
    async companyOfWebhook(tokenHash, now) {
      const asked = redis.eval(companyScript, 1, webhookKey(tokenHash), tokenHash, '', now);
      return z
        .string()
        .nullable()
        .parse(await ask(asked));
    },
  };
}
