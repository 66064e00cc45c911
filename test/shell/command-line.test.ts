import { describe, expect, it } from 'vitest';
import { readCommandLine, switchValue } from './command-line.ts';
import { wantsHeadless } from './display.ts';

describe("the stand-in's command line", () => {
  it('finds the app after the flags that Playwright puts before it', () => {
    const args = [
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '/app',
      'dev.app:/x',
      '--lang=cs',
    ];
    expect(readCommandLine(args)).toEqual({
      appFolder: '/app',
      switches: ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '--lang=cs'],
    });
    expect(readCommandLine([]).appFolder).toBe('.');
  });

  it('takes nothing after -- for a switch', () => {
    const args = ['/app', '--lang=cs', '--', '--lang=en', 'dev.app:/x'];
    expect(readCommandLine(args)).toEqual({ appFolder: '/app', switches: ['--lang=cs'] });
  });

  it('reads a switch with a value, without one, and one that is not there', () => {
    const switches = ['--lang=en', '--lang=cs', '--hidden', '--language=x'];
    expect(switchValue(switches, 'lang')).toBe('cs');
    expect(switchValue(switches, 'hidden')).toBe('');
    expect(switchValue(switches, 'hid')).toBeUndefined();
  });
});

describe('the choice to show no window', () => {
  it('follows the display on Linux and is overruled by SWITCHDECK_HEADLESS', () => {
    expect(wantsHeadless({}, 'linux')).toBe(true);
    expect(wantsHeadless({ DISPLAY: ':0' }, 'linux')).toBe(false);
    expect(wantsHeadless({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(false);
    expect(wantsHeadless({}, 'darwin')).toBe(false);
    expect(wantsHeadless({ DISPLAY: ':0', SWITCHDECK_HEADLESS: '1' }, 'linux')).toBe(true);
    expect(wantsHeadless({ SWITCHDECK_HEADLESS: '0' }, 'linux')).toBe(false);
  });
});
