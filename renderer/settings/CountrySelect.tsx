import { Select } from '@mantine/core';
import { getCountries } from 'libphonenumber-js/min';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';

interface CountrySelectProps {
  readonly labelId: string;
  readonly whyId: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly value: string;
  readonly onChange: (country: string) => void;
}

/** The countries whose numbers we can read, by name in the language in force. */
export function CountrySelect({ labelId, whyId, value, onChange }: CountrySelectProps) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const countries = useMemo(
    () =>
      getCountries()
        .map((code) => ({ value: code, label: formats.country(code) }))
        .sort((a, b) => formats.compare(a.label, b.label)),
    [formats],
  );
  return (
    <Select
      w={260}
      aria-labelledby={labelId}
      aria-describedby={whyId}
      data={countries}
      value={value}
      onChange={(country) => country !== null && onChange(country)}
      searchable
      allowDeselect={false}
      maxDropdownHeight={260}
      nothingFoundMessage={t('noCountry')}
    />
  );
}
