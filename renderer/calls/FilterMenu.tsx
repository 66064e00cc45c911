import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { matcher } from './text-match.ts';
import { FilterChip } from './FilterChip.tsx';

export interface FilterOption<Key extends string> {
  readonly key: Key;
  readonly label: string;
  /** What stands at the end of the option: how many calls, or which account. */
  readonly note?: string;
  readonly sign?: ReactNode;
}

interface FilterMenuProps<Key extends string> {
  readonly label: string;
  readonly options: readonly FilterOption<Key>[];
  readonly chosen: readonly Key[];
  readonly onChange: (chosen: Key[]) => void;
  /** With a search field, for lists longer than a screen. */
  readonly searchable?: boolean;
  /** The choices could not be read; the menu says so. */
  readonly unavailable?: boolean;
}

// More would be a list nobody reads; the search field finds the others.
const shownAtMost = 100;

/** One filter: a chip that opens a list to tick. */
export function FilterMenu<Key extends string>(props: FilterMenuProps<Key>) {
  const { label, options, chosen, onChange, searchable = false, unavailable = false } = props;
  const { t } = useTranslation('calls');
  const formats = useFormats();
  const [query, setQuery] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setQuery('');
    },
    onDropdownOpen: () => {
      if (searchable) combobox.focusSearchInput();
      combobox.selectFirstOption();
    },
  });
  const matches = matcher(query);
  const found = options.filter((option) => matches([option.label]));
  const shown = found.slice(0, shownAtMost);
  const toggle = (value: string) => {
    const option = options.find(({ key }) => key === value);
    if (!option) return;
    onChange(
      chosen.includes(option.key) ? chosen.filter((key) => key !== option.key) : [...chosen, option.key],
    );
  };
  const names = options.filter(({ key }) => chosen.includes(key)).map((option) => option.label);
  return (
    <Combobox
      store={combobox}
      width={270}
      position="bottom-start"
      withinPortal={false}
      transitionProps={{ duration: 0 }}
      onOptionSubmit={toggle}
    >
      <Combobox.Target targetType="button" withAriaAttributes={!searchable}>
        <FilterChip
          label={label}
          values={names.length > 0 ? names : [...chosen]}
          isOpen={combobox.dropdownOpened}
          onPress={() => combobox.toggleDropdown()}
          onClear={() => onChange([])}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        {searchable && (
          <Combobox.Search
            role="combobox"
            aria-expanded={combobox.dropdownOpened}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            placeholder={t('filters.search', { what: label.toLocaleLowerCase(formats.locale) })}
            aria-label={t('filters.search', { what: label.toLocaleLowerCase(formats.locale) })}
          />
        )}
        <Combobox.Options className="filter-options" aria-label={label} aria-multiselectable>
          {shown.map((option) => {
            const isChosen = chosen.includes(option.key);
            return (
              <Combobox.Option key={option.key} value={option.key} active={isChosen} aria-selected={isChosen}>
                <span className="filter-option">
                  <IconCheck
                    className="filter-tick"
                    size={14}
                    stroke={2.5}
                    aria-hidden
                    data-on={isChosen || undefined}
                  />
                  {option.sign}
                  <span className="filter-option-label">{option.label}</span>
                  {option.note !== undefined && <span className="secondary figures">{option.note}</span>}
                </span>
              </Combobox.Option>
            );
          })}
          {found.length === 0 && (
            <Combobox.Empty>{t(unavailable ? 'filters.unavailable' : 'filters.nothingFound')}</Combobox.Empty>
          )}
        </Combobox.Options>
        {found.length > shown.length && (
          <Combobox.Footer>
            <span className="secondary">
              {t('filters.more', { shown: shown.length, count: found.length })}
            </span>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
