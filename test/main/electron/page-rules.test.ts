import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busPolicy, contentSecurityPolicy, fileOf, pageRights } from '../../../main/electron/page-rules.ts';
import { isOurPage } from '../../../main/electron/sender.ts';

const root = path.resolve('/srv/page');

describe('the page scheme', () => {
  it.each([
    ['app://ui/', 'index.html'],
    ['app://ui/index.html', 'index.html'],
    ['app://ui/assets/main-1a2b.js', 'assets/main-1a2b.js'],
    ['app://ui/index.html?x=1#calls', 'index.html'],
  ])('serves %s from %s', (address, file) => {
    expect(fileOf(address, root)).toBe(path.join(root, file));
  });

  it.each([
    'app://other/index.html',
    'app://ui/..%2f..%2fetc%2fpasswd',
    'app://ui/%2e%2e/%2e%2e/etc/passwd%00.html',
    'app://ui/a\\..\\b',
    'app://ui/%zz',
    'not a url',
  ])('serves nothing for %s', (address) => {
    const file = fileOf(address, root);
    expect(file === null || file.startsWith(root + path.sep)).toBe(true);
    expect(file ?? '').not.toContain('passwd\0');
  });

  it('never leaves its folder, whatever the path', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', 'a', '%2e%2e', '%2f', '%5c', '\\', '//', '%00'), {
          maxLength: 12,
        }),
        (parts) => {
          const file = fileOf(`app://ui/${parts.join('/')}`, root);
          expect(file === null || file.startsWith(root + path.sep)).toBe(true);
        },
      ),
    );
  });

  it('serves neither page the other’s files, by whatever spelling', () => {
    const busFile = path.join(root, 'bus-host/host-page.js');
    expect(fileOf('app://bus/bus-host/host-page.js', root, 'bus')).toBe(busFile);
    for (const address of [
      'app://ui/bus-host/host-page.js',
      'app://ui/x/..%2fbus-host/host-page.js',
      'app://bus/bus-host/host-page.js',
    ])
      expect(fileOf(address, root)).toBeNull();
    for (const address of [
      'app://bus/',
      'app://bus/index.html',
      'app://bus/bus-host/..%2findex.html',
      'app://bus/bus-hosts/index.html',
      'app://ui/bus-host/host-page.js',
    ])
      expect(fileOf(address, root, 'bus')).toBeNull();
    expect(isOurPage('app://bus/bus-host/index.html')).toBe(false);
    expect(isOurPage('app://ui/index.html', 'bus')).toBe(false);
    expect(isOurPage('app://bus/bus-host/index.html', 'bus')).toBe(true);
  });

  it('lets the page around a bus frame show that frame and nothing else', () => {
    const policy = busPolicy('https://bus.example');
    expect(policy).toContain("default-src 'none'; script-src 'self'; frame-src https://bus.example;");
    expect(policy).not.toMatch(/unsafe|\*|connect-src|img-src|style-src/);
  });

  it('allows no remote host, no inline code and no framing', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("frame-ancestors 'none'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });

  it.each([
    ['app://ui/index.html', true],
    ['app://ui.evil/index.html', false],
    ['app://uix/', false],
    ['https://ui/', false],
    ['app:ui', false],
    ['', false],
    ['about:blank', false],
  ])('takes %s for our page: %s', (url, ours) => {
    expect(isOurPage(url)).toBe(ours);
  });

  it("gives the page no right that Electron's security checklist advises against", () => {
    const { sandbox, contextIsolation, webSecurity, ...others } = pageRights;
    expect({ sandbox, contextIsolation, webSecurity }).toEqual({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
    });
    expect(new Set(Object.values(others))).toEqual(new Set([false]));
  });
});
