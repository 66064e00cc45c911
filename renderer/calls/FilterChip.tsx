import { IconChevronDown, IconX } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';

interface FilterChipProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly label: string;
  /** What is chosen; empty means the filter does not narrow. */
  readonly values: readonly string[];
  readonly isOpen: boolean;
  readonly onPress: () => void;
  readonly onClear: () => void;
}

/** The button of a filter; once something is chosen it says what, and a cross beside it takes it back. */
export function FilterChip({ label, values, isOpen, onPress, onClear, ...rest }: FilterChipProps) {
  const { t } = useTranslation('calls');
  const [value, ...others] = values;
  const isOn = value !== undefined;
  const text = isOn
    ? others.length > 0
      ? t('filters.chosenMore', { label, value, more: others.length })
      : t('filters.chosen', { label, value })
    : label;
  return (
    <span className="filter-chip" data-on={isOn || undefined}>
      <button type="button" {...rest} className="filter-chip-open" aria-expanded={isOpen} onClick={onPress}>
        <span className="filter-chip-text">{text}</span>
        {!isOn && <IconChevronDown size={14} stroke={2} aria-hidden />}
      </button>
      {isOn && (
        <button
          type="button"
          className="filter-chip-clear"
          aria-label={t('filters.clearThis', { label })}
          onClick={onClear}
        >
          <IconX size={13} stroke={2.25} aria-hidden />
        </button>
      )}
    </span>
  );
}
