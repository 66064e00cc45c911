import { relayConfig } from '../support/relay-config.ts';
import { createHash, randomBytes } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { onTestFinished } from 'vitest';
import { createRelay, type Relay, type RelayPorts } from '../../relay/create-relay.ts';
import type { RelayConfig } from '../../relay/config.ts';
import { type AircallSimulator, startAircall } from '../simulators/aircall/index.ts';
import type { AircallSwitchChange } from '../simulators/aircall/switches.ts';
import { createWorld } from '../simulators/world/create-world.ts';

const day = 86_400_000;
export const publicUrl = 'https://relay.example';

/** A clock that a test moves. */
export interface MovedClock {
  now(): number;
  advance(ms: number): void;
}

export function createMovedClock(): MovedClock {
  let now = Date.UTC(2026, 10, 20, 11);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** Aircall for the length of the test, granting at once unless told. */
export async function openAircall(switches: AircallSwitchChange = {}): Promise<AircallSimulator> {
  const to = Date.UTC(2026, 10, 20, 11);
  const world = createWorld({ seed: 7, calls: 10, people: 4, from: to - day, to });
  const aircall = await startAircall({ world, switches: { consent: 'grant', ...switches } });
  onTestFinished(async () => aircall.close());
  return aircall;
}

/** The settings of a relay that signs in at `aircall` under the public address of these tests. */
export const configFor = (
  aircall: Parameters<typeof relayConfig>[0],
  change: Partial<RelayConfig> = {},
): RelayConfig => relayConfig(aircall, { publicUrl, ...change });

export interface RelayUnderTest extends Relay {
  readonly clock: MovedClock;
  /** Every line of the log so far. */
  readonly log: string[];
}

/** A relay for the length of the test; requests reach it by `inject`. */
export async function openRelay(
  config: RelayConfig,
  ports: Omit<RelayPorts, 'clock' | 'write'> & { readonly clock?: MovedClock } = {},
): Promise<RelayUnderTest> {
  const log: string[] = [];
  const clock = ports.clock ?? createMovedClock();
  const relay = await createRelay(config, { ...ports, clock, write: (line) => log.push(line) });
  onTestFinished(async () => relay.close());
  return { ...relay, clock, log };
}

export const random256 = (): string => randomBytes(32).toString('base64url');
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** What a desktop holds during a sign-in. */
export interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly receipt: string;
}
export const newAttempt = (): Attempt => ({
  verifier: random256(),
  state: random256(),
  receipt: random256(),
});

/** One person's browser, as far as sign-ins need it: cookies, and redirects that are followed by hand. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async get(
    relay: Relay,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await relay.server.inject({
      url: path,
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const { name, value, maxAge, expires } of response.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() === 0);
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

export const locationOf = (response: { headers: Record<string, unknown> }): string =>
  String(response.headers['location']);

/** Path and query of an address: what one of several instances behind the public address is asked for. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

export const startPath = (
  { verifier, state }: Attempt,
  more: Record<string, string> = {},
  way: 'aircall' | 'aircall-sso' = 'aircall',
): string =>
  `/start/${way}?${new URLSearchParams({ c: challengeOf(verifier), s: state, ...more }).toString()}`;

/** Asks the upstream for its decision, as the browser would; the address it sends the browser back to. */
export async function decisionOf(consent: string): Promise<string> {
  const response = await fetch(consent, { redirect: 'manual' });
  await response.body?.cancel();
  return response.headers.get('location') ?? '';
}

/** From start to callback: the path and query the upstream sends the browser to. */
export async function untilCallback(
  relay: Relay,
  browser: Browser,
  attempt: Attempt,
  more?: Record<string, string>,
): Promise<string> {
  const started = await browser.get(relay, startPath(attempt, more));
  return pathOf(await decisionOf(locationOf(started)));
}

const handleCookie = /^h\.([A-Za-z0-9_-]{43})$/;
/** The handle this browser holds for its landing page. */
export const handleIn = (browser: Browser): string =>
  handleCookie.exec(browser.cookies.get('__Host-done') ?? '')?.[1] ?? '';

/** The whole way of the browser; the handle it ends with. */
export async function signIn(relay: Relay, browser: Browser, attempt: Attempt): Promise<string> {
  await browser.get(relay, await untilCallback(relay, browser, attempt));
  return handleIn(browser);
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export async function post(
  relay: Relay,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const options: InjectOptions = { method: 'POST', url: path, payload: body, headers };
  const response = await relay.server.inject(options);
  return { status: response.statusCode, body: response.payload === '' ? null : response.json() };
}

export const redeem = (relay: Relay, h: string, { verifier, receipt }: Attempt): Promise<Answer> =>
  post(relay, '/redeem', { h, v: verifier, receipt });
