/** Whether a window could be shown: Linux needs an X or Wayland display, other systems always have one. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** `SWITCHDECK_HEADLESS` (1 or 0) decides; without it, headless means that there is no display. */
export function wantsHeadless(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  const asked = env['SWITCHDECK_HEADLESS'];
  return asked === undefined || asked === '' ? !hasDisplay(env, platform) : asked !== '0';
}
