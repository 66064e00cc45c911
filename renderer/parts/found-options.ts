import type { ComboboxItem, OptionsFilter } from '@mantine/core';
import { folded } from '../../domain/folding.ts';

/** Finds options by any part of their label, blind to case and diacritics, and as many as the field may show. */
export const foundOptions: OptionsFilter = ({ options, search, limit }) => {
  const wanted = folded(search);
  const isFound = (option: ComboboxItem): boolean => folded(option.label).includes(wanted);
  return options.filter((option) => 'group' in option || isFound(option)).slice(0, limit);
};
