import { z } from 'zod';
import { ask, openRedis } from '../store/redis-connection.ts';
import {
  type EventLog,
  idleMs,
  isResumable,
  keptMs,
  mostBytes,
  mostEntries,
  mostFingerprints,
  mostReadBytes,
  mostReadEntries,
} from './event-log.ts';

const prefix = 'switchdeck:relay:log:';
/** The entries; where they begin and end; fingerprints by when each was taken. */
const keysOf = (company: string): string[] => [
  `${prefix}${company}:entries`,
  `${prefix}${company}:place`,
  `${prefix}${company}:fingerprints`,
];
/** Every instance hears here whose log has grown. Who misses it reads the log a heartbeat later. */
const bell = `${prefix}bell`;

/**
 * Sets `now` (the clock of Redis, so that of all instances), `trimmed`, `tip` and `bytes`. A log begins here when it is
 * not there, and anew when another run of Redis wrote it: what that run took last may not have come to disk or to a
 * replica, so nobody can know that they missed nothing. It begins with the one command that Redis refuses when it is full,
 * before any that it does not.
 */
const settle = `
local time = redis.call('TIME')
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local function whole(number) return string.format('%.0f', number) end
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function after(place, instant)
  local ms, n = string.match(place, '^(%d+)-(%d+)$')
  if instant > tonumber(ms) then return whole(instant) .. '-0' end
  return ms .. '-' .. whole(n + 1)
end
local trimmed, tip, bytes, wrote = unpack(redis.call('HMGET', KEYS[2], 'trimmed', 'tip', 'bytes', 'run'))
if wrote ~= run then
  tip = after(tip or '0-0', now - 1)
  redis.call('HSET', KEYS[2], 'trimmed', tip, 'tip', tip, 'bytes', 0, 'run', run)
  redis.call('DEL', KEYS[1])
  redis.call('PEXPIRE', KEYS[2], ${idleMs})
end
if redis.call('EXISTS', KEYS[1]) == 0 then trimmed, bytes = tip, 0 end
bytes = tonumber(bytes)`;

/** ARGV: event, data, fingerprint, company. Gives 1, or 0 when it is in the log already. */
const appendScript = `${settle}
local taken = redis.call('ZSCORE', KEYS[3], ARGV[3])
if taken and tonumber(taken) > now - ${keptMs} then return 0 end
redis.call('ZADD', KEYS[3], now, ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ${keptMs})
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -${mostFingerprints + 1})
redis.call('PEXPIRE', KEYS[3], ${keptMs})

tip = after(tip, now)
redis.call('XADD', KEYS[1], tip, 'event', ARGV[1], 'data', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ${keptMs})
bytes = bytes + #ARGV[1] + #ARGV[2]

local length = redis.call('XLEN', KEYS[1])
while length > 1 do
  local id, fields = unpack(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1])
  local isOld = tonumber(string.match(id, '^%d+')) <= now - ${keptMs}
  if not isOld and length <= ${mostEntries} and bytes <= ${mostBytes} then break end
  redis.call('XDEL', KEYS[1], id)
  length, bytes, trimmed = length - 1, bytes - #fields[2] - #fields[4], id
end
redis.call('HSET', KEYS[2], 'trimmed', trimmed, 'tip', tip, 'bytes', bytes)
redis.call('PEXPIRE', KEYS[2], ${idleMs})
redis.call('PUBLISH', '${bell}', ARGV[4])
return 1`;

/** ARGV: the position to read after. */
const readScript = `${settle}
redis.call('PEXPIRE', KEYS[2], ${idleMs})
local part, size = {}, 0
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ${mostReadEntries})) do
  local fields = entry[2]
  size = size + #fields[2] + #fields[4]
  if #part > 0 and size > ${mostReadBytes} then break end
  part[#part + 1] = {entry[1], fields[2], fields[4]}
end
return {trimmed, tip, part}`;

const tipScript = `${settle}
redis.call('PEXPIRE', KEYS[2], ${idleMs})
return tip`;

const Flag = z.union([z.literal(0), z.literal(1)]);
const Part = z.tuple([
  z.string(),
  z.string(),
  z.array(
    z
      .tuple([z.string(), z.string(), z.string()])
      .transform(([position, event, data]) => ({ position, event, data })),
  ),
]);

/** For a relay of several instances: whichever takes an event, all have it. */
export function createRedisLog(url: string): EventLog {
  // The store's connection tells the log when Redis is away.
  const redis = openRedis(url, null);
  const listener = openRedis(url, null, { autoResubscribe: false });
  let ring: (company: string | null) => void = () => undefined;
  listener.on('message', (_channel: string, company: string) => ring(company));
  listener.on('ready', () => {
    listener.subscribe(bell).then(
      () => ring(null), // what was written since it was lost
      () => undefined, // lost again: `ready` comes again
    );
  });

  return {
    async append(company, { event, data, fingerprint }) {
      const asked = redis.eval(appendScript, 3, ...keysOf(company), event, data, fingerprint, company);
      return Flag.parse(await ask(asked)) === 1 ? 'appended' : 'known';
    },
    async tip(company) {
      return z.string().parse(await ask(redis.eval(tipScript, 3, ...keysOf(company))));
    },
    async read(company, after) {
      const read = await ask(redis.eval(readScript, 3, ...keysOf(company), after));
      const [trimmed, tip, entries] = Part.parse(read);
      return isResumable(after, { trimmed, tip }) ? { gap: false, entries } : { gap: true, tip };
    },
    onGrowth(told) {
      ring = told;
    },
    async close() {
      redis.disconnect();
      listener.disconnect();
    },
  };
}
