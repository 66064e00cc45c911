/** Electron's command line, `[--flags] <folder of the app> [arguments]`, taken apart. */
export interface CommandLine {
  /** Every `--switch` or `--switch=value` up to `--`, before or after the folder, as Chromium reads them. */
  readonly switches: readonly string[];
  /** As written; `.` when none was given. */
  readonly appFolder: string;
}

export function readCommandLine(args: readonly string[]): CommandLine {
  const end = args.indexOf('--');
  const upToEnd = end < 0 ? args : args.slice(0, end);
  return {
    switches: upToEnd.filter((arg) => arg.startsWith('--')),
    appFolder: args.find((arg) => !arg.startsWith('-')) ?? '.',
  };
}

/** The value of a switch, `''` for one without a value, undefined when it was not given. The last one counts. */
export function switchValue(switches: readonly string[], name: string): string | undefined {
  const found = switches.findLast((text) => text === `--${name}` || text.startsWith(`--${name}=`));
  return found?.slice(`--${name}=`.length);
}
