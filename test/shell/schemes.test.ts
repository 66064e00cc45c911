import { describe, expect, it } from 'vitest';
import { Schemes } from './schemes.ts';

const schemes = new Schemes();
schemes.register('app');

describe("the mapping of the app's own scheme", () => {
  it('turns addresses into ones the browser can load, and back', () => {
    for (const [ours, browsers] of [
      ['app://ui/index.html', 'https://ui.app.localhost/index.html'],
      ['app://ui/', 'https://ui.app.localhost/'],
      ['app://ui/a?b=c#d', 'https://ui.app.localhost/a?b=c#d'],
    ] as const) {
      expect(schemes.toBrowser(ours)).toBe(browsers);
      expect(schemes.fromBrowser(browsers)).toBe(ours);
    }
    expect(schemes.toBrowser('app://ui')).toBe('https://ui.app.localhost/');
  });

  it('leaves every other address alone', () => {
    for (const url of [
      'https://example.com/',
      'https://ui.other.localhost/',
      'about:blank',
      'data:text/html,x',
    ]) {
      expect(schemes.toBrowser(url)).toBe(url);
      expect(schemes.fromBrowser(url)).toBe(url);
    }
  });

  it('finds the handler of an address, and none before there is one', () => {
    const own = new Schemes();
    own.register('app');
    expect(own.handlerOf('app://ui/')).toBeNull();
    const handler = (): Response => new Response('');
    own.handle('app', handler);
    expect(own.handlerOf('app://ui/')).toBe(handler);
    expect(own.handlerOf('other://ui/')).toBeNull();
  });

  it('rewrites sources of a content security policy that name our scheme, and nothing else', () => {
    expect(
      schemes.policyToBrowser(
        "default-src 'none'; script-src 'self' app://ui; img-src app: data:; connect-src https://example.com",
      ),
    ).toBe(
      "default-src 'none'; script-src 'self' https://ui.app.localhost; img-src https://*.app.localhost data:; " +
        'connect-src https://example.com',
    );
  });
});
