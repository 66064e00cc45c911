import { describe, expect, it } from 'vitest';
import { arrivalFrom, arrivalFromSecond, handoverOf } from '../../../main/links/arguments.ts';
import { parseDeepLink } from '../../../main/links/deep-link.ts';
import { hostileCommandLines } from './hostile-command-lines.ts';
import { hostileLinks } from './hostile-links.ts';

const scheme = 'dev.switchdeck';
const folder = '/home/somebody';
const startedWith = (...args: readonly string[]) => ({ argv: ['/opt/switchdeck', ...args], folder });

describe('hostile links and command lines', () => {
  it('are many, and each is another one', () => {
    const names = [...hostileLinks, ...hostileCommandLines].map(([name]) => name);
    const contents = [...hostileLinks, ...hostileCommandLines].map(([, content]) => JSON.stringify(content));
    expect(names.length).toBeGreaterThanOrEqual(200);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(contents).size).toBe(names.length);
  });

  it.each(hostileLinks)('refuses as a link: %s', (_name, link) => {
    expect(parseDeepLink(link, scheme)).toBeNull();
    expect(arrivalFrom(startedWith('--', link), scheme)).toBeNull();
    expect(arrivalFromSecond({ link }, startedWith(), scheme)).toBeNull();
  });

  it.each(hostileCommandLines)('asks for nothing when started with: %s', (_name, args) => {
    const started = startedWith(...args);
    expect(arrivalFrom(started, scheme)).toBeNull();
    expect(handoverOf(started, scheme)).toEqual({});
    expect(arrivalFromSecond({}, started, scheme)).toBeNull();
  });
});
