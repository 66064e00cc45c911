import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { type DateRange, type DateSpan, dateSpans } from '../../domain/saved-view.ts';
import { useNow } from '../formats/use-now.ts';
import { useFormats } from '../formats/use-formats.ts';
import { instantsOf } from './call-filters.ts';
import { dayField } from './month-days.ts';
import { RangeCalendar } from './RangeCalendar.tsx';
import { FilterChip } from './FilterChip.tsx';

interface DateMenuProps {
  readonly dates: DateSpan | DateRange;
  readonly onChange: (dates: DateSpan | DateRange) => void;
  /** Start of the earliest stored call, epoch ms. */
  readonly earliest: number | null;
  readonly chipRef: Ref<HTMLButtonElement>;
}

/** The date filter: spans to pick, or two days of one's own. */
export function DateMenu({ dates, onChange, earliest, chipRef }: DateMenuProps) {
  const { t } = useTranslation('calls');
  const formats = useFormats();
  const now = useNow();
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.selectActiveOption(),
  });
  const range: DateRange = typeof dates === 'object' ? dates : { from: null, to: null };
  const said = () => {
    if (typeof dates === 'string') return dates === 'any' ? [] : [t(`dates.${dates}`)];
    const { from, to } = instantsOf(dates, 0);
    // `to` is the midnight after the last day.
    const ends = { from: formats.date(from ?? 0), to: formats.date((to ?? 0) - 1) };
    if (dates.from === dates.to) return [ends.from];
    if (from !== null && to !== null) return [t('dates.fromTo', ends)];
    return [from === null ? t('dates.until', ends) : t('dates.since', ends)];
  };
  return (
    <Combobox
      store={combobox}
      width={270}
      position="bottom-start"
      withinPortal={false}
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(value) => {
        const span = dateSpans.find((known) => known === value);
        if (span) onChange(span);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <FilterChip
          ref={chipRef}
          label={t('filters.date')}
          values={said()}
          isOpen={combobox.dropdownOpened}
          onPress={() => combobox.toggleDropdown()}
          onClear={() => onChange('any')}
        />
      </Combobox.Target>
      <Combobox.Dropdown
        onKeyDown={(event) => {
          if (event.key === 'Escape') combobox.closeDropdown();
        }}
      >
        <Combobox.Options className="filter-options" aria-label={t('filters.date')}>
          {dateSpans.map((span) => (
            <Combobox.Option key={span} value={span} active={span === dates} aria-selected={span === dates}>
              <span className="filter-option">
                <IconCheck
                  className="filter-tick"
                  size={14}
                  stroke={2.5}
                  aria-hidden
                  data-on={span === dates || undefined}
                />
                <span className="filter-option-label">{t(`dates.${span}`)}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
        <Combobox.Footer>
          <RangeCalendar range={range} today={dayField(now)} onChange={onChange} />
          {earliest !== null && (
            <p className="filter-earliest secondary">
              {t('dates.earliest', { date: formats.date(earliest) })}
            </p>
          )}
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  );
}
