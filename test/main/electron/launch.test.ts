import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDebugged, readLaunch } from '../../../main/electron/launch.ts';
import { wordsFor } from '../../../main/electron/words.ts';

describe('how a run is launched', () => {
  const overrides = {
    SWITCHDECK_PROFILE: '/tmp/p',
    SWITCHDECK_ENDPOINTS: '{"aircall":{"api":"http://127.0.0.1:4020"}}',
  };

  it('ignores the environment in a packaged build, so that nobody can redirect tokens', () => {
    expect(readLaunch(overrides, true, '/data')).toEqual({
      profile: path.join('/data', 'Switchdeck'),
      endpoints: null,
      service: 'app.switchdeck',
      ownsService: true,
      links: true,
    });
  });

  it('takes profile and addresses from the environment in development', () => {
    expect(readLaunch(overrides, false, '/data')).toMatchObject({
      profile: path.resolve('/tmp/p'),
      endpoints: { aircall: { api: 'http://127.0.0.1:4020' } },
      service: 'dev.switchdeck',
      ownsService: false,
    });
  });

  it('stops at addresses it cannot read instead of talking to the real providers', () => {
    expect(() => readLaunch({ SWITCHDECK_ENDPOINTS: 'http://x' }, false, '/data')).toThrow(
      /SWITCHDECK_ENDPOINTS/,
    );
  });

  it('keeps development apart from what a release has stored', () => {
    const development = readLaunch({}, false, '/data');
    const release = readLaunch({}, true, '/data');
    expect(development.profile).not.toBe(release.profile);
    expect(
      development.service.startsWith(release.service) || release.service.startsWith(development.service),
    ).toBe(false);
  });

  it.each([
    [{}, true],
    [{ SWITCHDECK_REGISTER_LINKS: '0' }, false],
    [{ SWITCHDECK_PROFILE: '/tmp/p' }, false],
    [{ SWITCHDECK_PROFILE: '/tmp/p', SWITCHDECK_REGISTER_LINKS: '1' }, true],
  ])('with %j turns the links of the desktop to itself: %s', (environment, links) => {
    expect(readLaunch(environment, false, '/data').links).toBe(links);
  });

  it.each([
    [['app', '--remote-debugging-port=9222'], true],
    [['app', '--inspect=0'], true],
    [['app', '--hidden'], false],
  ])('knows that %j is watched: %s', (argv, watched) => {
    expect(isDebugged(argv)).toBe(watched);
  });

  it('speaks Czech where the system does, unless told otherwise', () => {
    expect(wordsFor('system', 'cs-CZ').quit).toBe('Ukončit Switchdeck');
    expect(wordsFor('en', 'cs-CZ').quit).toBe('Quit Switchdeck');
    expect(wordsFor('system', 'fr-FR').quit).toBe('Quit Switchdeck');
  });
});
