import { defaultSettings, Settings, type SettingsReading } from '../../domain/settings.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from './kept-file.ts';

export interface SettingsPorts {
  readonly file: KeptFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly defaults: Settings;
}

/** The user's settings: read once, then in memory, every change written through. */
export interface SettingsFile {
  /** `keptAside` names the file that could not be read (in this run), for the user to be told. */
  reading(): SettingsReading;
  /** Throws DeskError `cache-unavailable` when the disk refuses; the settings then stay as they were. */
  change(part: Partial<Settings>): SettingsReading;
}

/**
 * Reads the settings. Never fails: a file that is not JSON, or whose values are none of ours, is kept aside under a
 * dated name, what of it is valid still counts, and defaults fill the rest. Keys of a newer version are left alone.
 */
export function createSettingsFile({ file, clock, log, defaults }: SettingsPorts): SettingsFile {
  const found = readContent(file, log);
  const { settings, wrong } =
    found === 'unreadable' ? { settings: defaults, wrong: ['file'] } : salvage(found, defaults);
  const foreign =
    found === 'unreadable'
      ? {}
      : Object.fromEntries(Object.entries(found).filter(([key]) => !(key in defaults)));
  let current = settings;
  let keptAside: string | null = null;

  const write = (next: Settings): void => file.write({ ...foreign, ...Settings.parse(next) });

  if (wrong.length > 0) {
    log.warn('settings.wrong', { fields: wrong.join(' ') });
    try {
      keptAside = file.setAside(clock.now());
      write(current);
    } catch (error) {
      // A folder we may not write to: the settings still work, they just last for this run only.
      log.error('settings.not-kept', { kind: error instanceof Error ? error.name : 'unknown' });
    }
  }

  return {
    reading: () => ({ settings: current, keptAside }),
    change(part) {
      const next = Settings.parse({ ...current, ...part });
      try {
        write(next);
      } catch (error) {
        throw new DeskError('cache-unavailable', { where: 'settings', cause: error });
      }
      current = next;
      return { settings: current, keptAside };
    },
  };
}

/** Settings for a first start. `homeCountry` is the country to assume until the user chooses one. */
export const settingsDefaults = (homeCountry: string): Settings => ({ ...defaultSettings, homeCountry });

function readContent(file: KeptFile, log: Log): Record<string, unknown> | 'unreadable' {
  try {
    const content = file.read() ?? {};
    // A copy with plain keys: what the file holds is not ours to trust, not even its shape.
    return typeof content === 'object' && !Array.isArray(content) ? { ...content } : 'unreadable';
  } catch (error) {
    log.warn('settings.unreadable', { kind: error instanceof Error ? error.name : 'unknown' });
    return 'unreadable';
  }
}

/** Takes each setting by itself, so that one wrong value costs only itself. A missing one is no fault. */
function salvage(
  content: Record<string, unknown>,
  defaults: Settings,
): { settings: Settings; wrong: string[] } {
  const wrong: string[] = [];
  const valid: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(Settings.shape)) {
    if (content[key] === undefined) continue;
    const parsed = schema.safeParse(content[key]);
    if (parsed.success) valid[key] = parsed.data;
    else wrong.push(key);
  }
  return { settings: Settings.parse({ ...defaults, ...valid }), wrong };
}
