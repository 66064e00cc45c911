import { createContext, use } from 'react';
import type { AppFacts } from '../domain/contract.ts';
import { defaultSettings, type Settings } from '../domain/settings.ts';
import { useOperation } from './queries.ts';

/** What does not change while the app runs: version, system language, platform. */
export const FactsContext = createContext<AppFacts>({
  version: '',
  systemLocale: 'en',
  platform: 'linux',
  demo: false,
});

export const useFacts = (): AppFacts => use(FactsContext);

/** The settings in force; the defaults while or where they cannot be read. */
export function useSettings(): Settings {
  return useOperation('settings.read', {}).data?.settings ?? defaultSettings;
}
