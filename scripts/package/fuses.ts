import path from 'node:path';
import { flipFuses, type FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { type Platform, product } from './product.ts';

/** Every fuse of Electron 45's wire, in its order. A newer Electron with one more breaks the build, on purpose. */
export const fuseNames = [
  'RunAsNode',
  'EnableCookieEncryption',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'EnableEmbeddedAsarIntegrityValidation',
  'OnlyLoadAppFromAsar',
  'LoadBrowserProcessSpecificV8Snapshot',
  'GrantFileProtocolExtraPrivileges',
  'WasmTrapHandlers',
] as const satisfies readonly (keyof typeof FuseV1Options)[];
export type FuseName = (typeof fuseNames)[number];

/** How the fuses of a package must stand. On Linux Electron has no integrity check for the archive. */
export function wantedFuses(platform: Platform): Readonly<Record<FuseName, boolean>> {
  return {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: platform !== 'linux',
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  };
}

/** What `@electron/fuses` is given in a packaged folder: the executable, or the bundle on macOS. */
export function fusedFile(folder: string, platform: Platform): string {
  const names = {
    linux: product.executable,
    win32: `${product.name}.exe`,
    darwin: `${product.name}.app`,
  };
  return path.join(folder, names[platform]);
}

/**
 * Sets all fuses. `resign` renews the ad-hoc signature of a macOS bundle that nobody signs afterwards: without, an
 * Apple chip refuses to start it. Throws when the wire has a fuse that is not listed here.
 */
export async function setFuses(file: string, platform: Platform, resign: boolean): Promise<void> {
  const wanted = wantedFuses(platform);
  await flipFuses(file, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: resign,
    [FuseV1Options.RunAsNode]: wanted.RunAsNode,
    [FuseV1Options.EnableCookieEncryption]: wanted.EnableCookieEncryption,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: wanted.EnableNodeOptionsEnvironmentVariable,
    [FuseV1Options.EnableNodeCliInspectArguments]: wanted.EnableNodeCliInspectArguments,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: wanted.EnableEmbeddedAsarIntegrityValidation,
    [FuseV1Options.OnlyLoadAppFromAsar]: wanted.OnlyLoadAppFromAsar,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: wanted.LoadBrowserProcessSpecificV8Snapshot,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: wanted.GrantFileProtocolExtraPrivileges,
    [FuseV1Options.WasmTrapHandlers]: wanted.WasmTrapHandlers,
  });
}

const on = 0x31 satisfies FuseState;
const off = 0x30 satisfies FuseState;

/** What of the wire is not as wanted, one sentence each; a fuse that is not listed here counts too. */
export async function fuseFaults(file: string, platform: Platform): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(file);
  const wanted = wantedFuses(platform);
  const states = Object.entries(wire)
    .filter(([key]) => /^\d+$/.test(key))
    .map(([key, state]) => [Number(key), Number(state)] as const);
  const known = fuseNames.flatMap((name, index) => {
    const state = states.find(([at]) => at === index)?.[1];
    if (state === (wanted[name] ? on : off)) return [];
    return [`${name} is ${describeState(state)} and must be ${wanted[name] ? 'on' : 'off'}`];
  });
  const unknown = states
    .filter(([at]) => at >= fuseNames.length)
    .map(([at]) => `fuse ${at} is not known here: decide how it must stand in scripts/package/fuses.ts`);
  return [...known, ...unknown];
}

function describeState(state: number | undefined): string {
  if (state === undefined) return 'missing';
  if (state === on) return 'on';
  return state === off ? 'off' : `in state ${state}`;
}
