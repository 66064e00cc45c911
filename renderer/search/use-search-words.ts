import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryField, QueryWordName } from '../../domain/call-query.ts';
import { useFormats } from '../formats/use-formats.ts';
import type { OperatorWords, SearchWords } from './completions.ts';

/** The operators in the language in force. */
export function useSearchWords(): SearchWords {
  const { t } = useTranslation('search');
  const { spokenDuration } = useFormats();
  return useMemo(() => {
    const field = (name: QueryField): OperatorWords => ({
      word: t(`fields.${name}.word`),
      says: t(`fields.${name}.says`),
    });
    const word = (name: QueryWordName): OperatorWords => ({
      word: t(`words.${name}.word`),
      says: t(`words.${name}.says`),
    });
    return {
      fields: {
        from: field('from'),
        agent: field('agent'),
        line: field('line'),
        tag: field('tag'),
        team: field('team'),
        note: field('note'),
      },
      words: {
        missed: word('missed'),
        answered: word('answered'),
        voicemail: word('voicemail'),
        incoming: word('incoming'),
        outgoing: word('outgoing'),
        internal: word('internal'),
        today: word('today'),
        yesterday: word('yesterday'),
        week: word('week'),
      },
      length: (sign, seconds) =>
        t(sign === '<' ? 'shorter' : 'longer', { duration: spokenDuration(seconds) }),
    };
  }, [t, spokenDuration]);
}
