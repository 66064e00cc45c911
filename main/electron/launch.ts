import path from 'node:path';
import { z } from 'zod';
import type { LinkScheme } from '../links/deep-link.ts';

const Environment = z.object({
  SWITCHDECK_PROFILE: z.string().min(1).optional(),
  SWITCHDECK_ENDPOINTS: z.string().min(2).max(4000).optional(),
  SWITCHDECK_REGISTER_LINKS: z.enum(['0', '1']).optional(),
});

/** What the environment may say about a run. Read in development, demo and test runs only: a packaged build ignores it. */
export interface Launch {
  /** Folder of settings, database and logs. */
  readonly profile: string;
  /** Replaced provider addresses as JSON, still to be parsed; null for the documented ones. */
  readonly endpoints: unknown;
  /** Keychain service and folder name differ, so that development never touches what a release has stored. */
  readonly service: LinkScheme;
  /** Whether no other profile keeps its tokens under that service. */
  readonly ownsService: boolean;
  /** Whether to make this program the one that links start, where no installer has. */
  readonly links: boolean;
}

/** One name for the keychain service and the scheme of deep links. */
export const serviceOf = (packaged: boolean): LinkScheme => (packaged ? 'app.switchdeck' : 'dev.switchdeck');

/**
 * Reads how this run was launched. Throws with a message that names the variable when an override cannot be read:
 * a test that silently talked to the real providers would be worse than one that stops.
 */
export function readLaunch(environment: NodeJS.ProcessEnv, packaged: boolean, appData: string): Launch {
  if (packaged)
    return {
      profile: path.join(appData, 'Switchdeck'),
      endpoints: null,
      service: serviceOf(packaged),
      ownsService: true,
      links: true,
    };
  const { SWITCHDECK_PROFILE, SWITCHDECK_ENDPOINTS, SWITCHDECK_REGISTER_LINKS } =
    Environment.parse(environment);
  let endpoints: unknown = null;
  if (SWITCHDECK_ENDPOINTS !== undefined) {
    try {
      endpoints = JSON.parse(SWITCHDECK_ENDPOINTS);
    } catch (error) {
      throw new Error('SWITCHDECK_ENDPOINTS is not JSON: print it with `npm run simulators -- --json`.', {
        cause: error,
      });
    }
  }
  return {
    profile: path.resolve(SWITCHDECK_PROFILE ?? path.join(appData, 'Switchdeck-dev')),
    endpoints,
    service: serviceOf(packaged),
    // A run on another profile (a test, a demo) must not take the tokens of the usual one for left over.
    ownsService: SWITCHDECK_PROFILE === undefined,
    // Nor may it turn the user's links to itself, unless it says that this desktop is its own.
    links:
      SWITCHDECK_REGISTER_LINKS === undefined
        ? SWITCHDECK_PROFILE === undefined
        : SWITCHDECK_REGISTER_LINKS === '1',
  };
}

/** Switches that would let another program look into a packaged app. */
export const isDebugged = (argv: readonly string[]): boolean =>
  argv.some((argument) => /^--(remote-debugging-|inspect)/.test(argument));
