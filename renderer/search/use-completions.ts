import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSuggestion } from '../../domain/call.ts';
import type { QueryToken } from '../../domain/call-query.ts';
import { folded } from '../../domain/folding.ts';
import { ask } from '../bridge.ts';
import { rest } from '../calls/lane.ts';
import type { DeskFailure } from '../desk-failure.ts';
import { useFormats } from '../formats/use-formats.ts';
import { queryKey } from '../queries.ts';
import { type Completion, operatorsFor, quoted, tokenAt } from './completions.ts';
import { useSearchWords } from './use-search-words.ts';

// The list of calls comes first; names may follow when the fingers rest.
const restMs = 90;
// Counts of calls grow old; the same operator typed a minute later is asked for again.
const keptMs = 30_000;

/** Names that an operator may go on with. Answers for a text that was typed on are dropped. */
function useSuggestions(token: QueryToken | null): readonly CallSuggestion[] {
  const field = token?.field ?? null;
  const text = token?.text ?? '';
  const input = { field: field ?? ('from' as const), text };
  const { data } = useQuery<CallSuggestion[], DeskFailure>({
    queryKey: queryKey('calls.suggest', input),
    queryFn: async ({ signal }) => {
      await rest(restMs, signal);
      return ask('calls.suggest', input);
    },
    enabled: field !== null,
    gcTime: keptMs,
    // Those of the letter before stay until these are here, as long as they are for the same operator.
    placeholderData: (before, query) => {
      const [, asked] = query?.queryKey ?? [];
      return isFor(asked, field) ? keepPreviousData(before) : undefined;
    },
  });
  return field === null ? none : (data ?? none);
}
const none: readonly CallSuggestion[] = [];

const isFor = (asked: unknown, field: string | null): boolean =>
  typeof asked === 'object' && asked !== null && 'field' in asked && asked.field === field;

export interface Completions {
  /** The piece that a completion takes the place of; null puts it in at the caret. */
  readonly token: QueryToken | null;
  readonly offers: readonly Completion[];
}

/** What the text may go on with at the caret. `isOpen` false asks for nothing. */
export function useCompletions(text: string, caret: number, isOpen: boolean): Completions {
  const { t } = useTranslation('search');
  const formats = useFormats();
  const words = useSearchWords();
  const token = useMemo(() => (isOpen ? tokenAt(text, caret) : null), [text, caret, isOpen]);
  const suggestions = useSuggestions(token);
  const offers = useMemo(() => {
    if (!isOpen) return [];
    const field = token?.field ?? null;
    if (field === null) return operatorsFor(token, words);
    const typed = folded(token?.text ?? '');
    const found = suggestions.filter(({ value }) => suggestions.length > 1 || folded(value) !== typed);
    return found.map(({ value, calls }) => ({
      label: /^\+?\d+$/u.test(value) ? formats.phone(value) : value,
      note: t('calls', { count: calls }),
      insert: `${words.fields[field].word}:${quoted(value)} `,
      goesOn: false,
    }));
  }, [isOpen, token, words, suggestions, formats, t]);
  return { token, offers };
}
