import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { chromium } from 'playwright';
import { z } from 'zod';
import { launchApp } from '../../e2e/launch.ts';
import { startRelay } from '../../e2e/relay.ts';
import { signInThroughRelay } from '../../e2e/through-relay.ts';
import { findBrowser } from '../../shell/find-browser.ts';
import { createEventPost } from '../../simulators/aircall/events/post-event.ts';
import { startSimulators } from '../../simulators/index.ts';
import { benchRuntime } from '../app/bench-app.ts';
import { compare, type Entry, percentile } from '../entry.ts';
import { startBareEcho } from '../live/bare-echo.ts';
import { watchForPaint } from '../live/painted.ts';

const rounds = 160;
/** As many calls as a morning brings, one right after the other: what is measured is an app that is open all day. */
const warmUps = 300;
const patienceMs = 5_000;
/** What followed from the sample before is over by then: `burst` and `switchboard` tell what much at once costs. */
const apartMs = 500;
const CallsPage = z.object({ calls: z.array(z.record(z.string(), z.unknown())).min(1) });

const wallClock = (): number => performance.timeOrigin + performance.now();

/** A webhook that reaches the relay, until the call is painted in the window of the whole app. */
export const live: Entry = {
  name: 'live',
  about: `webhook sent until painted in the page, p95 of ${String(rounds)}, against a bare Node HTTP server, server-sent events and EventSource`,
  async run() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-live-'));
    const runtime = await benchRuntime();
    process.env['SWITCHDECK_FLAGS'] = JSON.stringify(runtime.flags);
    process.env['SWITCHDECK_EXECUTABLE'] = runtime.executable;
    const simulators = await startSimulators({ seed: 7, calls: 600, days: 20, people: 24 });
    simulators.aircall.control.limits.change({ perMinute: 9_000 });
    const relay = await startRelay(simulators, folder);
    const { args = [], env = {}, endpoints } = relay.launch(simulators);
    const launched = await launchApp({
      profile: folder,
      endpoints: endpoints ?? null,
      args,
      env: { ...runtime.env, ...env, SWITCHDECK_OPEN: '', SWITCHDECK_REGISTER_LINKS: '0' },
    });
    const bare = await startBareEcho();
    const { executable } = await findBrowser();
    const browser = await chromium.launch({
      executablePath: executable,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const post = createEventPost();
    try {
      const { page } = launched;
      await signInThroughRelay(launched.app, page, relay);
      await page.getByText('Live', { exact: true }).waitFor();
      const plain = await browser.newPage();
      await plain.goto(bare.page);
      const pattern = await callOf(simulators.aircall);
      // A pointer rests on either: what lies under it is looked for with every frame.
      for (const one of [page, plain]) await one.mouse.move(600, 400);

      const ours = async (round: number): Promise<number> => {
        // From a range that nobody has: no name stands in place of the number.
        const number = `+42072${String(9_000_000 + round).padStart(7, '0')}`;
        const call = { ...pattern, id: 900_000_000 + round, raw_digits: number, contact: null };
        const painted = (await watchForPaint(page, '.live-row', number))();
        if (round >= warmUps) await after(apartMs);
        const from = wallClock();
        simulators.aircall.events.tell('call.created', call);
        const took = (await painted) - from;
        const seconds = Math.floor(Date.now() / 1000);
        simulators.aircall.events.tell('call.hungup', { ...call, status: 'done', ended_at: seconds });
        await page.waitForFunction(() => document.querySelector('.live-row') === null);
        return took;
      };
      const against = async (round: number): Promise<number> => {
        const painted = (await watchForPaint(plain, '[data-echo]', `echo${String(round)}.`))();
        if (round >= warmUps) await after(apartMs);
        const from = wallClock();
        const body = JSON.stringify({ ...pattern, id: `echo${String(round)}.` });
        if (!(await post.send(bare.hook, body, patienceMs)))
          throw new Error('The bare server did not answer.');
        return (await painted) - from;
      };
      const samples = { ours: [] as number[], against: [] as number[] };
      for (let round = -warmUps; round < rounds; round += 1) {
        const [one, other] = [await ours(round + warmUps), await against(round + warmUps)];
        if (round < 0) continue;
        samples.ours.push(one);
        samples.against.push(other);
      }
      const medians = [samples.ours, samples.against].map((times) => percentile(times, 0.5).toFixed(1));
      return compare(
        'live',
        'ms',
        2.5,
        { ours: percentile(samples.ours, 0.95), against: percentile(samples.against, 0.95) },
        `medians ${medians.join(' and ')} ms; ours with TLS, the desktop's translation and its database beside`,
      );
    } finally {
      post.close();
      await browser.close();
      await launched.close();
      for (const part of [bare, relay, simulators]) await part.close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** A call as Aircall shows it while it rings, to be sent with other numbers. */
async function callOf({ url, apiId, apiToken }: { url: string; apiId: string; apiToken: string }) {
  const authorization = `Basic ${Buffer.from(`${apiId}:${apiToken}`).toString('base64')}`;
  const reply = await fetch(`${url}/v1/calls?per_page=1&order=desc`, { headers: { authorization } });
  const [call = {}] = CallsPage.parse(await reply.json()).calls;
  return {
    ...call,
    direction: 'inbound',
    status: 'initial',
    started_at: Math.floor(Date.now() / 1000),
    answered_at: null,
    ended_at: null,
    missed_call_reason: null,
    user: null,
  };
}
