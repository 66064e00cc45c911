import './filters.css';
import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { type Account, providerIds } from '../../domain/account.ts';
import { type CallFacets, directions, outcomes } from '../../domain/call.ts';
import type { CallsView, FilterChoice } from '../../domain/saved-view.ts';
import { useFormats } from '../formats/use-formats.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import { activeFilters, outcomesOf } from './call-filters.ts';
import { DateMenu } from './DateMenu.tsx';
import { MyCallsChip } from './MyCallsChip.tsx';
import { FilterMenu, type FilterOption } from './FilterMenu.tsx';

interface FilterBarProps {
  readonly view: CallsView;
  readonly choice: FilterChoice;
  readonly onChange: (choice: FilterChoice) => void;
  readonly onClear: () => void;
  readonly accounts: readonly Account[];
  /** Undefined while they are read, and when they could not be. */
  readonly facets: CallFacets | undefined;
  readonly facetsFailed: boolean;
  /** The first chip, for the key that leads here. */
  readonly firstRef: Ref<HTMLButtonElement>;
}

/** The quick filters above the list. */
export const FilterBar = memo(function FilterBar({
  view,
  choice,
  onChange,
  onClear,
  accounts,
  facets,
  facetsFailed,
  firstRef,
}: FilterBarProps) {
  const { t } = useTranslation('calls');
  const { t: tCommon } = useTranslation();
  const formats = useFormats();
  const set = (change: Partial<FilterChoice>) => onChange({ ...choice, ...change });
  const labelOf = new Map(accounts.map((account) => [account.id, account.label]));
  const used = providerIds.filter((id) => accounts.some((account) => account.provider === id));
  const facetOptions = (entries: CallFacets['agents'], chosen: readonly string[]): FilterOption<string>[] => {
    const namesakes = Map.groupBy(entries, ({ name }) => name);
    return entries
      .toSorted(
        (a, b) =>
          Number(chosen.includes(b.key)) - Number(chosen.includes(a.key)) || formats.compare(a.name, b.name),
      )
      .map((entry) => ({
        key: entry.key,
        label: entry.name,
        // Two systems may have an agent or line of one name; then the account tells them apart.
        note:
          (namesakes.get(entry.name)?.length ?? 0) > 1
            ? (labelOf.get(entry.accountId) ?? '')
            : formats.number(entry.calls),
      }));
  };
  const active = activeFilters(choice);
  return (
    <div className="filter-bar" role="group" aria-label={t('filters.label')}>
      <DateMenu
        chipRef={firstRef}
        dates={choice.dates}
        onChange={(dates) => set({ dates })}
        earliest={facets?.earliest ?? null}
      />
      {view === 'calls' && <MyCallsChip chosen={choice.agents} onChange={(agents) => set({ agents })} />}
      {view === 'calls' && (
        <FilterMenu
          label={t('filters.direction')}
          options={directions.map((key) => ({ key, label: t(`directions.${key}`) }))}
          chosen={choice.directions}
          onChange={(chosen) => set({ directions: chosen })}
        />
      )}
      <FilterMenu
        label={t('filters.outcome')}
        options={outcomesOf(view, outcomes).map((key) => ({ key, label: t(`outcomes.${key}`) }))}
        chosen={choice.outcomes}
        onChange={(chosen) => set({ outcomes: chosen })}
      />
      {view === 'calls' && (
        <FilterMenu
          label={t('filters.agent')}
          options={facetOptions(facets?.agents ?? [], choice.agents)}
          chosen={choice.agents}
          onChange={(chosen) => set({ agents: chosen })}
          searchable
          unavailable={facetsFailed}
        />
      )}
      <FilterMenu
        label={t('filters.line')}
        options={facetOptions(facets?.lines ?? [], choice.lines).map((option) => ({
          ...option,
          label: formats.phone(option.label),
        }))}
        chosen={choice.lines}
        onChange={(chosen) => set({ lines: chosen })}
        searchable
        unavailable={facetsFailed}
      />
      {used.length > 1 && (
        <FilterMenu
          label={t('filters.provider')}
          options={used.map((key) => ({ key, label: tCommon(`providers.${key}`) }))}
          chosen={choice.providers}
          onChange={(chosen) => set({ providers: chosen })}
        />
      )}
      {accounts.length > used.length && (
        <FilterMenu
          label={t('filters.account')}
          options={accounts.map((account) => ({
            key: account.id,
            label: account.label,
            sign: <span className="account-dot" style={{ background: accountColour(account.colour) }} />,
          }))}
          chosen={choice.accounts}
          onChange={(chosen) => set({ accounts: chosen })}
        />
      )}
      {active > 0 && (
        <button type="button" className="filter-clear" onClick={onClear}>
          {t('filters.clear')}
          <span className="visually-hidden"> ({t('filters.active', { count: active })})</span>
        </button>
      )}
    </div>
  );
});
