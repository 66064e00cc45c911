import { createAircall } from './aircall/index.ts';
import type { BusHost } from './bus-host.ts';
import type { Endpoints } from './endpoints.ts';
import type { Provider } from './provider.ts';
import { systemRandom } from './random.ts';
import { createVoipex } from './voipex/index.ts';

/**
 * Every provider this build knows, in the order to offer them. The only place that names them all: another one is a
 * folder and a line here. `random` (uniform in [0, 1)) spreads retries; `busHost` is where a bus frame may live, null for
 * nowhere.
 */
export const createProviders = (
  endpoints: Endpoints,
  random: () => number = systemRandom,
  busHost: BusHost | null = null,
): readonly Provider[] => [
  createAircall(endpoints.aircall, random, busHost, endpoints.relay !== null),
  createVoipex(endpoints.voipex, random),
];
