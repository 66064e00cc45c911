import os from 'node:os';
import { parseArgs } from 'node:util';
import { budget } from './entries/budget.ts';
import { burst } from './entries/burst.ts';
import { fanOut } from './entries/fan-out.ts';
import { fleetRelay } from './entries/fleet-relay.ts';
import { fleet } from './entries/fleet.ts';
import { joins } from './entries/joins.ts';
import { live } from './entries/live.ts';
import { memory } from './entries/memory.ts';
import { ingest } from './entries/ingest.ts';
import { page } from './entries/page.ts';
import { search } from './entries/search.ts';
import { paint } from './entries/paint.ts';
import { scroll } from './entries/scroll.ts';
import { startup } from './entries/startup.ts';
import { switchboard } from './entries/switchboard.ts';
import { twoRelays } from './entries/two-relays.ts';
import type { Comparison, Entry } from './entry.ts';

/**
 * `npm run bench` prints a table; `npm run bench -- <name> --json` one line of JSON, last on stdout.
 * Exit 0 when it ran, whatever the figure: machines are noisy, so a figure is read, never asserted.
 */
const entries: readonly Entry[] = [
  ingest,
  page,
  search,
  paint,
  scroll,
  startup,
  memory,
  budget,
  fleet,
  fleetRelay,
  joins,
  live,
  fanOut,
  burst,
  twoRelays,
  switchboard,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => entries.every((entry) => entry.name !== name));
if (unknown.length > 0) {
  console.error(
    `There is no bench called ${unknown.join(', ')}. There are: ${entries.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const chosen = positionals.length === 0 ? entries : entries.filter(({ name }) => positionals.includes(name));

if (!values.json) {
  const [cpu] = os.cpus();
  console.log(
    `${String(os.cpus().length)} × ${cpu?.model ?? 'unknown processor'}, ${String(Math.round(os.totalmem() / 2 ** 30))} GB, Node ${process.versions.node}\n`,
  );
}
const results: Comparison[] = [];
for (const entry of chosen) {
  if (!values.json) console.log(`${entry.name}: ${entry.about}`);
  results.push(await entry.run());
}
if (values.json) for (const result of results) console.log(JSON.stringify(result));
else {
  console.table(
    Object.fromEntries(
      results.map(({ name, ours, against, unit, ratio, limit, holds, detail }) => [
        name,
        {
          ours: `${String(ours)} ${unit}`,
          against: `${String(against)} ${unit}`,
          ratio,
          limit,
          holds,
          detail,
        },
      ]),
    ),
  );
}
