import { documentedEndpoints, Endpoints } from './endpoints.ts';

/** Put in by the build from `SWITCHDECK_RELAY` and `SWITCHDECK_AIRCALL_BUS`; '' when not set (electron.vite.config.ts). */
declare const BUILT_IN_RELAY: string | undefined;
declare const BUILT_IN_AIRCALL_BUS: string | undefined;

const given = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

/**
 * The documented addresses with those that whoever built the app put in: of their relay, and of Aircall's bus, which is
 * not published. Without a build (tests run the sources) there are none.
 */
export const builtInEndpoints = (
  relay = typeof BUILT_IN_RELAY === 'undefined' ? undefined : BUILT_IN_RELAY,
  bus = typeof BUILT_IN_AIRCALL_BUS === 'undefined' ? undefined : BUILT_IN_AIRCALL_BUS,
): Endpoints =>
  Endpoints.parse({
    ...documentedEndpoints,
    relay: given(relay),
    aircall: { ...documentedEndpoints.aircall, bus: given(bus) },
  });
