import type { AccountId, ProviderId } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { localTime } from './local-time.ts';
import type { ExportWords, Headings } from './words.ts';

/** What one cell holds, whatever the file. `phone` is text that a spreadsheet would take for a number. */
export type Cell =
  | { readonly kind: 'text' | 'phone'; readonly text: string }
  | { readonly kind: 'count'; readonly value: number | null }
  | { readonly kind: 'instant'; readonly at: number | null };

export interface Column {
  readonly heading: keyof Headings;
  /** `instant` columns become two in a file that knows only text. */
  readonly kind: Cell['kind'];
  /** In characters, for a file that has widths. */
  readonly width: number;
  readonly cell: (call: Call, facts: ColumnFacts) => Cell;
}

export interface ColumnFacts {
  readonly words: ExportWords;
  /** What the account is called; empty for one that is gone. */
  readonly labelOf: (id: AccountId) => string;
}

const systemNames: Readonly<Record<ProviderId, string>> = { aircall: 'Aircall', voipex: 'VoIPEX' };

type Read<T> = (call: Call, facts: ColumnFacts) => T | null | undefined;
const text = (heading: keyof Headings, width: number, read: Read<string>): Column => ({
  heading,
  kind: 'text',
  width,
  cell: (call, facts) => ({ kind: 'text', text: read(call, facts) ?? '' }),
});
const phone = (heading: keyof Headings, width: number, read: Read<string>): Column => ({
  heading,
  kind: 'phone',
  width,
  cell: (call, facts) => ({ kind: 'phone', text: read(call, facts) ?? '' }),
});
const count = (heading: keyof Headings, read: Read<number>): Column => ({
  heading,
  kind: 'count',
  width: 10,
  cell: (call, facts) => ({ kind: 'count', value: read(call, facts) ?? null }),
});
const instant = (heading: keyof Headings, read: Read<number>): Column => ({
  heading,
  kind: 'instant',
  width: 19,
  cell: (call, facts) => ({ kind: 'instant', at: read(call, facts) ?? null }),
});

const noteText = ({ text: written, author }: Call['notes'][number]): string =>
  author === null ? written : `${written} (${author})`;

/** The columns of every export, in order. */
export const columns: readonly Column[] = [
  text('account', 18, ({ accountId }, { labelOf }) => labelOf(accountId)),
  text('system', 9, ({ provider }) => systemNames[provider]),
  // With system and account in front: unique, and no spreadsheet takes it for a number and rounds it.
  text('id', 34, ({ id }) => id),
  instant('started', ({ startedAt }) => startedAt),
  instant('answered', ({ answeredAt }) => answeredAt),
  instant('ended', ({ endedAt }) => endedAt),
  text('offset', 11, ({ startedAt }) => localTime(startedAt).offset),
  text('direction', 11, ({ direction }, { words }) => words.directions[direction]),
  text('outcome', 17, ({ outcome, state }, { words }) =>
    outcome === null ? words.states[state] : words.outcomes[outcome],
  ),
  text('reason', 20, ({ providerReason }) => providerReason),
  count('wait', ({ waitSeconds }) => waitSeconds),
  count('talk', ({ talkSeconds }) => talkSeconds),
  phone('number', 17, ({ remote }) => remote.e164 ?? remote.raw),
  text('name', 24, ({ remote }) => remote.name),
  text('organisation', 24, ({ remote }) => remote.organisation),
  text('line', 20, ({ line }) => line?.name ?? line?.id),
  phone('lineNumber', 17, ({ line }) => line?.number),
  text('agent', 22, ({ agent }) => agent?.name),
  text('teams', 20, ({ teams }) => teams.map(({ name }) => name).join(', ')),
  text('tags', 20, ({ tags }) => tags.map(({ name }) => name).join(', ')),
  text('notes', 40, ({ notes }) => notes.map(noteText).join('\n')),
  text('transferredBy', 22, ({ transferredBy }) => transferredBy?.name),
  phone('transferredTo', 22, ({ transferredTo }) => transferredTo?.agent?.name ?? transferredTo?.number),
  text('recording', 10, ({ hasRecording }, { words }) => (hasRecording ? words.yes : words.no)),
];
