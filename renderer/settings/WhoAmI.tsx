import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useFormats } from '../formats/use-formats.ts';
import { foundOptions } from '../parts/found-options.ts';
import { useOperation } from '../queries.ts';
import { useSwitchboard } from '../switchboard/use-switchboard.ts';
import { SettingRow } from './SettingRow.tsx';

interface WhoAmIProps {
  readonly accountId: AccountId;
  /** Whom the person chose; null: as the sign-in tells. */
  readonly personId: string | null;
  readonly onChange: (personId: string | null) => void;
}

const peopleOf = ({ people }: SwitchboardSnapshot) => people;

/** Who of the account's people the person at this desk is. Asked only where the sign-in does not tell. */
export function WhoAmI({ accountId, personId, onChange }: WhoAmIProps) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const told = useOperation('me.read', {}).data?.people.find((one) => one.accountId === accountId);
  const people = useSwitchboard(peopleOf);
  const choices = useMemo(
    () =>
      (people ?? [])
        .filter((person) => person.accountId === accountId)
        .map(({ id, name, extension }) => ({
          value: id,
          label: extension === null ? name : `${name} (${extension})`,
        }))
        .sort((a, b) => formats.compare(a.label, b.label)),
    [people, accountId, formats],
  );
  if (personId === null && told) {
    return <SettingRow name={t('alerts.me')}>{() => <span>{told.name}</span>}</SettingRow>;
  }
  return (
    <SettingRow name={t('alerts.me')} why={t('alerts.meWhy')}>
      {(labelId, whyId) => (
        <Select
          w={300}
          aria-labelledby={labelId}
          aria-describedby={whyId}
          data={choices}
          value={personId}
          onChange={onChange}
          placeholder={t('alerts.meUnknown')}
          searchable
          filter={foundOptions}
          clearable
          clearButtonProps={{ 'aria-label': t('alerts.meClear') }}
          // Thousands at once would be slow to open; typing finds the rest.
          limit={100}
          maxDropdownHeight={220}
          nothingFoundMessage={t('alerts.noPerson')}
        />
      )}
    </SettingRow>
  );
}
