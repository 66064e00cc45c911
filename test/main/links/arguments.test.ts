import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalFrom, arrivalFromSecond, handoverOf } from '../../../main/links/arguments.ts';
import { handle, state } from './hostile-links.ts';

const scheme = 'dev.switchdeck';
const folder = '/home/somebody';
const link = `dev.switchdeck:/auth/callback?h=${handle}&state=${state}`;
const callback = { kind: 'callback', state, handle, error: null };
const startedWith = (...args: readonly string[]) => ({ argv: ['/opt/switchdeck', ...args], folder });

describe('what the app is started with', () => {
  it.each([
    ['as the installers register it on Windows', ['--deep-link', '--', link]],
    ['as the desktop entry of a package says', [link]],
    ['as development registers it', ['/src/switchdeck', '--', link]],
    ['with switches of Chromium put before it', ['--no-sandbox', '--lang=cs', '/src/switchdeck', link]],
    [
      're-ordered, the link before the end of switches',
      ['--allow-file-access-from-files', link, '--original-process-start-time=1', '--'],
    ],
    ['re-ordered, the link first', [link, '--ozone-platform=wayland', '/src/switchdeck', '--']],
    ['with Playwright before it', ['--inspect=0', '--remote-debugging-port=0', '/src/switchdeck', link]],
  ])('brings the link %s', (_name, args) => {
    expect(arrivalFrom(startedWith(...args), scheme)).toEqual(callback);
    expect(handoverOf(startedWith(...args), scheme)).toEqual({ link });
  });

  it('does not take the executable for a link', () => {
    expect(arrivalFrom({ argv: [link], folder }, scheme)).toBeNull();
  });

  it.each([
    ['--connection-file=/tmp/c.txt', '/tmp/c.txt'],
    ['--connection-file=c.txt', '/home/somebody/c.txt'],
    ['--connection-file=../other/c.txt', '/home/other/c.txt'],
    ['--connection-file=C= č.txt', '/home/somebody/C= č.txt'],
    ['--connection-file=--', '/home/somebody/--'],
  ])('names a connection file: %s', (argument, file) => {
    const arrival = { kind: 'connection-file', path: path.resolve(file) };
    expect(arrivalFrom(startedWith(argument), scheme)).toEqual(arrival);
    expect(arrivalFrom(startedWith('--lang=cs', argument, '/src', '--', 'x'), scheme)).toEqual(arrival);
    expect(handoverOf(startedWith(argument), scheme)).toEqual({});
  });

  it('resolves a relative file nowhere when it does not know the folder', () => {
    const argv = ['/opt/switchdeck', '--connection-file=c.txt'];
    expect(arrivalFrom({ argv, folder: '' }, scheme)).toBeNull();
  });

  it('never throws, and brings a link only when exactly one argument mentions the scheme', () => {
    const argument = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '--',
        link,
        'dev.switchdeck:',
        '--connection-file',
        '--connection-file=/tmp/c.txt',
        '/src',
      ),
      fc.string().map((text) => `--connection-file=${text}`),
      fc.string().map((text) => `dev.switchdeck:/auth/${text}`),
    );
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 6 }), (args) => {
        const arrival = arrivalFrom(startedWith(...args), scheme);
        const mentions = args.filter((text) => text.toLowerCase().includes('dev.switchdeck:'));
        const files = args.filter((text) => text.startsWith('--connection-file'));
        if (arrival?.kind === 'connection-file') expect([mentions.length, files.length]).toEqual([0, 1]);
        else if (arrival !== null) expect([mentions.length, files.length]).toEqual([1, 0]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what a second process hands to the first', () => {
  it('is the link, however its arguments were re-ordered or lost on the way', () => {
    const handover = handoverOf(startedWith('--', link), scheme);
    expect(arrivalFromSecond(handover, startedWith(), scheme)).toEqual(callback);
    expect(arrivalFromSecond(handover, startedWith(link, '--lang=cs', '--'), scheme)).toEqual(callback);
  });

  it.each([undefined, null, {}, { link: null }, { link: 1 }, [link], link, { link: `${link} ` }])(
    'is what its arguments say when it hands over %j',
    (handover) => {
      expect(arrivalFromSecond(handover, startedWith(link), scheme)).toEqual(callback);
      expect(arrivalFromSecond(handover, startedWith('/src'), scheme)).toBeNull();
    },
  );

  it('is a file below the folder that process was started in', () => {
    const started = { argv: ['/opt/switchdeck', '--connection-file=c.txt'], folder: '/tmp/elsewhere' };
    expect(arrivalFromSecond({}, started, scheme)).toEqual({
      kind: 'connection-file',
      path: path.resolve('/tmp/elsewhere/c.txt'),
    });
  });

  it('never makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.string()), fc.string(), (handover, argv, somewhere) => {
        expect(arrivalFromSecond(handover, { argv, folder: somewhere }, scheme)).toBeNull();
      }),
    );
  });
});
