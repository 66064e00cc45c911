import { createCodec } from './codec.ts';
import { openIsolatedWorld, type PageNames } from './isolated-world.ts';
import { openMainWorld } from './main-world.ts';
import { createWorldEnd } from './worlds.ts';

/** Source of the script for the page's own world. It must be registered before the isolated one: it listens first. */
export function mainWorldScript(names: PageNames): string {
  return `(${openMainWorld.toString()})(${createWorldEnd.toString()}, ${JSON.stringify(names.greeting)});`;
}

/** Source of the script for the isolated world, with the app's preload script (CommonJS text) inside. */
export function isolatedWorldScript(
  names: PageNames,
  versions: Readonly<Record<string, string>>,
  preload: string,
): string {
  const parts = [
    createWorldEnd.toString(),
    createCodec.toString(),
    JSON.stringify(names),
    JSON.stringify(versions),
    `function (require, process, module, exports) {${preload}\n}`,
  ];
  return `(${openIsolatedWorld.toString()})(${parts.join(',\n')});`;
}
