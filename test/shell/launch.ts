import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readCommandLine } from './command-line.ts';
import { wantsHeadless } from './display.ts';

const Manifest = z.object({
  name: z.string(),
  productName: z.string().optional(),
  version: z.string(),
  main: z.string(),
});

/** How this run was started. */
export interface Launch {
  /** The script that imitates Electron's executable; the app sees it as `process.execPath`. */
  readonly executable: string;
  readonly node: string;
  readonly args: readonly string[];
  readonly switches: readonly string[];
  readonly appFolder: string;
  readonly manifest: z.infer<typeof Manifest>;
  readonly headless: boolean;
  /** Of the `electron` package whose declarations this stands in for. */
  readonly electronVersion: string;
}

const readJson = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));

function readLaunch(): Launch {
  const args = process.argv.slice(2);
  const { switches, appFolder } = readCommandLine(args);
  const folder = path.resolve(appFolder);
  const electronPackage = path.join(import.meta.dirname, '../../node_modules/electron/package.json');
  return {
    executable: path.join(import.meta.dirname, 'electron'),
    node: process.execPath,
    args,
    switches,
    appFolder: folder,
    manifest: Manifest.parse(readJson(path.join(folder, 'package.json'))),
    headless: wantsHeadless(process.env, process.platform),
    electronVersion: z.object({ version: z.string() }).parse(readJson(electronPackage)).version,
  };
}

/** Read once, before `run.ts` gives the process the arguments and paths the app expects of Electron. */
export const launch: Launch = readLaunch();
