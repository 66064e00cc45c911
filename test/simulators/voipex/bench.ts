import { z } from 'zod';
import { SimulatorClock } from '../control/clock.ts';
import { createWorld } from '../world/create-world.ts';
import type { WorldOptions } from '../world/world.ts';
import { type SignInAs, startVoipex, type VoipexSimulator } from './index.ts';
import type { VoipexSwitchChange } from './switches.ts';

/** A Friday at noon in Prague. */
export const noon = Date.parse('2026-11-20T12:00:00+01:00');
const dayMs = 86_400_000;

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A running simulator whose clock stands still, and a client of it. */
export interface Bench {
  readonly simulator: VoipexSimulator;
  readonly clock: SimulatorClock;
  /** Sends a form to the auth server. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Reply<Tokens>>;
  /** Signs in and gives the access token; the access with impersonation unless told. */
  signIn(as?: SignInAs): Promise<string>;
  /** A request to one of the APIs with a token (the bench's own unless told), its answer read by a schema. */
  ask<T>(
    api: 'ipbx' | 'central',
    path: string,
    schema: z.ZodType<T>,
    request?: AskOptions,
  ): Promise<Reply<T>>;
  /** The status alone. */
  status(api: 'ipbx' | 'central', path: string, request?: AskOptions): Promise<number>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly token?: string;
  readonly body?: unknown;
}

/** What a token answer or its refusal may carry; tests look at the keys they are about. */
export const Tokens = z.looseObject({
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  expires_in: z.number().optional(),
  refresh_expires_in: z.number().optional(),
  scope: z.string().optional(),
  error: z.string().optional(),
});
export type Tokens = z.infer<typeof Tokens>;

export async function startBench(
  options: { readonly world?: Partial<WorldOptions>; readonly switches?: VoipexSwitchChange } = {},
): Promise<Bench> {
  const size = { seed: 11, calls: 4000, people: 20, from: noon - 14 * dayMs, to: noon, ...options.world };
  const clock = new SimulatorClock({ instant: size.to, frozen: true });
  const simulator = await startVoipex({
    world: createWorld(size),
    clock,
    ...(options.switches === undefined ? {} : { switches: options.switches }),
  });
  const urls = { ipbx: simulator.ipbxUrl, central: simulator.centralUrl };

  const form = async (path: string, fields: Readonly<Record<string, string>>): Promise<Reply<Tokens>> => {
    const response = await fetch(simulator.authUrl + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    return { status: response.status, headers: response.headers, body: Tokens.parse(await response.json()) };
  };
  const signIn = async ({ email, password }: SignInAs = simulator): Promise<string> => {
    const fields = { grant_type: 'password', client_id: 'api', username: email, password };
    const { body } = await form('/token', fields);
    return z.string().parse(body.access_token);
  };
  const own = await signIn();
  const send = (
    api: 'ipbx' | 'central',
    path: string,
    { method, token, body }: AskOptions,
  ): Promise<Response> =>
    fetch(urls[api] + path, {
      method: method ?? 'GET',
      headers: {
        authorization: `Bearer ${token ?? own}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    simulator,
    clock,
    form,
    signIn,
    ask: async (api, path, schema, request = {}) => {
      const response = await send(api, path, request);
      return {
        status: response.status,
        headers: response.headers,
        body: schema.parse(await response.json()),
      };
    },
    status: async (api, path, request = {}) => {
      const response = await send(api, path, request);
      await response.arrayBuffer();
      return response.status;
    },
    close: () => simulator.close(),
  };
}
