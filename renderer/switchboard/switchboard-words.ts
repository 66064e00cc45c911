import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pbx } from '../../domain/account.ts';
import type { LiveCall, Person, Presence } from '../../domain/switchboard.ts';
import type { Formats } from '../formats/formats.ts';
import { useFormats } from '../formats/use-formats.ts';

const saysPbx = /^pbx\b/iu;

/** How the switchboard is told in the language in force; cards take it as a prop and need no translator of their own. */
export interface SwitchboardWords {
  readonly formats: Formats;
  readonly presence: (presence: Presence) => string;
  /** The provider's own word for the state, or that it gave none. */
  readonly ownWord: (person: Person) => string;
  readonly extension: (extension: string) => string;
  readonly callWith: (call: LiveCall) => string;
  /** Stands before whom a held call is with. */
  readonly held: string;
  /** `PBX: Brno (brno.example.io, version 5.12)`. */
  readonly pbx: (pbx: Pbx) => string;
}

export function createSwitchboardWords(
  t: TFunction<'switchboard'>,
  providerName: (provider: Person['provider']) => string,
  formats: Formats,
): SwitchboardWords {
  const pbxTitle = (name: string): string => (saysPbx.test(name) ? name : t('pbx', { name }));
  return {
    formats,
    presence: (presence) => t(`presence.${presence}`),
    ownWord: ({ provider, presenceWord }) =>
      presenceWord === null
        ? t('noOwnWord', { provider: providerName(provider) })
        : t('ownWord', { provider: providerName(provider), word: presenceWord }),
    extension: (extension) => t('extension', { extension }),
    callWith: ({ remote, direction }) => {
      const other = remote.name ?? (remote.number === null ? null : formats.phone(remote.number));
      return other === null ? t(`callUnknown.${direction}`) : other;
    },
    held: t('held'),
    pbx: ({ name, hostname, version }) => {
      const known = name ?? hostname;
      const title = known === null ? t('pbxUnnamed') : pbxTitle(known);
      const facts = [name === null ? null : hostname, version === null ? null : t('pbxVersion', { version })];
      const told = facts.filter((fact) => fact !== null);
      return told.length === 0 ? title : `${title} (${told.join(', ')})`;
    },
  };
}

export function useSwitchboardWords(): SwitchboardWords {
  const { t } = useTranslation('switchboard');
  const { t: tCommon } = useTranslation();
  const formats = useFormats();
  return useMemo(
    () => createSwitchboardWords(t, (provider) => tCommon(`providers.${provider}`), formats),
    [t, tCommon, formats],
  );
}
