import fs from 'node:fs';
import path from 'node:path';
import type { ViewQuery } from '../../../domain/saved-view.ts';
import type { CallPart } from '../../support/calls.ts';

/** A person whose traces are easily told from everything else. */
export const number = '+420606777001';
export const ofPerson: CallPart = {
  remote: { e164: number, raw: '606 777 001', name: 'Žlutý Kanárek' },
  notes: [{ id: '1', text: 'canary-note', author: null, at: null }],
};
/** Nothing of these may be left anywhere once the person was erased. */
export const canaries = ['606777001', '606 777 001', 'Kanárek', 'kanarek', 'canary-note'];

/** The files of a profile that hold one of the canaries, in any way SQLite or JSON write them. */
export const remainsIn = (profile: string): string[] =>
  fs
    .readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(profile, name), { throwIfNoEntry: false })?.isFile())
    .flatMap((name) => {
      const content = fs.readFileSync(path.join(profile, name));
      return canaries
        .filter((canary) => content.includes(canary) || content.includes(canary, 0, 'utf16le'))
        .map((canary) => `${name}: ${canary}`);
    });

/** The list of calls with these words typed. */
export const query = (text: string): ViewQuery => ({
  view: 'calls',
  choice: { providers: [], accounts: [], directions: [], outcomes: [], agents: [], lines: [], dates: 'any' },
  text,
});
