/** `npm run simulators`: both phone systems, alone, until interrupted. */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { freePort } from './control/free-port.ts';
import { type Simulators, simulatorDefaults, startSimulators } from './index.ts';

const usage = `npm run simulators -- [options]
  --seed N              the invented company (${String(simulatorDefaults.seed)})
  --calls N             calls over both systems (${String(simulatorDefaults.calls)})
  --days N              how far back they reach; they end now (${String(simulatorDefaults.days)})
  --people N            people over both systems (${String(simulatorDefaults.people)})
  --busy-now            a busy working moment, whatever the hour
  --aircall-port N      4020; a port that is taken gives way to a free one
  --aircall-bus-port N, --aircall-identity-port N  4021, 4022: agent SSO
  --voipex-auth-port N  4010
  --voipex-ipbx-port N  4011
  --voipex-central-port N  4012
  --trust FILE          a certificate (PEM) that Aircall's deliveries of events trust: a relay's on loopback
  --limited-access      print a VoIPEX access without impersonation, which sees the central API only
  --json                one line of JSON with addresses and credentials first
  --help`;

const whole = z.coerce.number().int();
const port = whole.min(0).max(65_535);
const Options = z.object({
  seed: whole.default(simulatorDefaults.seed),
  calls: whole.min(0).max(50_000_000).default(simulatorDefaults.calls),
  days: whole.min(1).max(3660).default(simulatorDefaults.days),
  people: whole.min(2).max(2000).default(simulatorDefaults.people),
  'aircall-port': port.default(4020),
  'aircall-bus-port': port.default(4021),
  'aircall-identity-port': port.default(4022),
  'voipex-auth-port': port.default(4010),
  'voipex-ipbx-port': port.default(4011),
  'voipex-central-port': port.default(4012),
  'busy-now': z.boolean().default(false),
  'limited-access': z.boolean().default(false),
  trust: z.string().optional(),
  json: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

const text = { type: 'string' } as const;
const yes = { type: 'boolean' } as const;

/** Prints the usage and ends the process when the command line is not understood. */
function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        ...{ seed: text, calls: text, days: text, people: text, json: yes, help: yes, trust: text },
        ...{ 'busy-now': yes, 'limited-access': yes },
        ...{
          'aircall-port': text,
          'aircall-bus-port': text,
          'aircall-identity-port': text,
          'voipex-auth-port': text,
          'voipex-ipbx-port': text,
          'voipex-central-port': text,
        },
      },
    });
    if (values.help === true) {
      console.log(usage);
      process.exit(0);
    }
    return Options.parse(values);
  } catch (error) {
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : String(error));
    console.error(usage);
    process.exit(2);
  }
}

function credentials({ aircall, voipex }: Simulators, limited: boolean) {
  const { email, password } = limited ? voipex.limited : voipex;
  const { apiId, apiToken, accessToken, clientId, clientSecret, identityUrl } = aircall;
  return {
    aircall: { apiId, apiToken, accessToken, clientId, clientSecret, identityUrl },
    voipex: { email, password, impersonation: !limited },
  };
}

function describe(running: Simulators, limited: boolean): string {
  const { aircall, voipex } = credentials(running, limited);
  const { endpoints, world } = running;
  return `
Two invented phone systems of one company, ${world.companyName}: ${String(world.options.calls)} calls of ${String(world.options.people)} people.

Aircall   ${endpoints.aircall.api}
          API id        ${aircall.apiId}
          API token     ${aircall.apiToken}
          Bearer token  ${aircall.accessToken}
          OAuth client  ${aircall.clientId} / ${aircall.clientSecret}
          agent SSO     ${aircall.identityUrl}/sso, bus ${endpoints.aircall.bus}

VoIPEX    auth     ${endpoints.voipex.auth}
          IPBX     ${endpoints.voipex.ipbx}
          central  ${endpoints.voipex.central}
          e-mail    ${voipex.email}${limited ? '   (without impersonation: central API only)' : ''}
          password  ${voipex.password}

In the app: SWITCHDECK_ENDPOINTS='${JSON.stringify(endpoints)}'

To move the time, break things or let a call happen, see /__sim in test/simulators/README.md, for instance
  curl -s -X POST ${endpoints.aircall.api}/__sim/calls -H 'content-type: application/json' -d '{"contactIndex": 3}'

Nothing here was compared with the live services. Inferred, and switchable where it matters:
  Aircall  rate headers on every answer, reset in seconds, body of a 429, page beyond 10,000 records, both bounds
           inclusive, 404 of retired v1 users, tags appended to a call, life and errors of audio addresses
  VoIPEX   who sees which API, number and date formats, form of /v1/pbx, statuses of empty answers, delay of rows
Every such place is marked [I] in the code. Ctrl+C stops.`;
}

const options = readOptions();
const running = await startSimulators({
  ...{ seed: options.seed, calls: options.calls, days: options.days, people: options.people },
  busyNow: options['busy-now'],
  ...(options.trust === undefined ? {} : { aircallTrusts: fs.readFileSync(options.trust, 'utf8') }),
  ports: {
    aircall: await freePort(options['aircall-port']),
    aircallBus: await freePort(options['aircall-bus-port']),
    aircallIdentity: await freePort(options['aircall-identity-port']),
    voipexAuth: await freePort(options['voipex-auth-port']),
    voipexIpbx: await freePort(options['voipex-ipbx-port']),
    voipexCentral: await freePort(options['voipex-central-port']),
  },
});
const limited = options['limited-access'];
if (options.json)
  console.log(JSON.stringify({ endpoints: running.endpoints, ...credentials(running, limited) }));
console.log(describe(running, limited));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void running.close().then(() => process.exit(0));
  });
}
