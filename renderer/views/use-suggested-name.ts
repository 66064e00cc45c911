import { useTranslation } from 'react-i18next';
import type { ViewQuery } from '../../domain/saved-view.ts';
import { instantsOf } from '../calls/call-filters.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useOperation } from '../queries.ts';
import { suggestedName } from './view-name.ts';

/** Names a list after what narrows it. */
export function useSuggestedName(): (query: ViewQuery) => string {
  const { t } = useTranslation('calls');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const facets = useOperation('calls.facets', {}, { enabled: false }).data;
  return (query) =>
    suggestedName(query, {
      list: ({ view }) => t(view === 'missed' ? 'missedTitle' : 'title'),
      dates: (dates) => {
        if (typeof dates === 'string') return dates === 'any' ? null : t(`dates.${dates}`);
        const { from, to } = instantsOf(dates, 0);
        const day = (instant: number | null, by = 0) => (instant === null ? '…' : formats.date(instant - by));
        // `to` is the midnight after the last day.
        return from === null && to === null ? null : `${day(from)} – ${day(to, 1)}`;
      },
      direction: (direction) => t(`directions.${direction}`),
      outcome: (outcome) => t(`outcomes.${outcome}`),
      provider: (provider) => common(`providers.${provider}`),
      account: (id) => accounts.find((account) => account.id === id)?.label ?? null,
      agent: (key) => facets?.agents.find((agent) => agent.key === key)?.name ?? null,
      line: (key) => {
        const line = facets?.lines.find((one) => one.key === key);
        return line === undefined ? null : formats.phone(line.name);
      },
    });
}
