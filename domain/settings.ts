import { z } from 'zod';

export const languages = ['system', 'cs', 'en'] as const;
export const themes = ['system', 'light', 'dark'] as const;

/** What the user chose. Never a secret, an address of a provider or anything that decides where tokens go. */
export const Settings = z.strictObject({
  language: z.enum(languages),
  theme: z.enum(themes),
  density: z.enum(['comfortable', 'compact']),
  /** Country for numbers without a prefix, ISO 3166-1 alpha-2. */
  homeCountry: z.string().regex(/^[A-Z]{2}$/),
  /** Closing the window keeps the app in the tray. */
  keepInTray: z.boolean(),
  /** Keys without Ctrl or Cmd act. WCAG 2.1.4 wants them switchable: speech input types letters. */
  singleKeyShortcuts: z.boolean(),
  /** VoIPEX tells at once that a call comes, over a connection it documents nowhere. */
  voipexEvents: z.boolean(),
  /** The past is not read on working days between these local times, minutes after midnight; null: whenever. */
  quietHours: z
    .strictObject({ from: z.number().int().min(0).max(1439), to: z.number().int().min(1).max(1440) })
    .refine(({ from, to }) => from < to)
    .nullable(),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  homeCountry: 'CZ',
  keepInTray: true,
  singleKeyShortcuts: true,
  voipexEvents: false,
  quietHours: null,
};

export const SettingsReading = z.strictObject({
  settings: Settings,
  /** Set when the settings file could not be read: the file name it was kept under. */
  keptAside: z.string().nullable(),
});
export type SettingsReading = z.infer<typeof SettingsReading>;
