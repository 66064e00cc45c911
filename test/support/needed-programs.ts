import { expect, it } from 'vitest';
import { hasProgram } from '../../scripts/electron/runtime.ts';

/**
 * Whether the system's programs that tests need are here; `programs` names each with the Debian package it comes in. Where
 * they are not, the terminal says what is not tested, and a run by CI fails: a test that was left out must not look passed.
 */
export function areHere(what: string, programs: Readonly<Record<string, string>>): boolean {
  const missing =
    process.platform === 'linux'
      ? Object.keys(programs).filter((name) => !hasProgram(name))
      : Object.keys(programs);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((name) => programs[name]))].join(' ');
    process.stderr.write(
      `\nNOT TESTED: ${what}. Missing: ${missing.join(', ')}.\n  apt-get install ${packages}\n\n`,
    );
  }
  it.runIf(process.env['CI'] !== undefined)(`finds what it needs to test ${what}`, () => {
    expect(missing).toEqual([]);
  });
  return missing.length === 0;
}
