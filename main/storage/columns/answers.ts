import { localDayStart } from '../local-days.ts';
import { firstKeyAt, startOfKey } from '../row-key.ts';
import type { CallColumns } from './call-columns.ts';
import { Matches } from './matches.ts';
import { narrows } from './narrowing.ts';
import type { ColumnQuestion } from './question-type.ts';

/** Questions whose matches are kept: all saved views that may be counted at once, and what is being typed. */
const keptQuestions = 128;

/** Among so many questions, those asked last, one is looked for that the next one narrows. */
const lookedBackAt = 4;

/** Of the blocks; what was prepared is used for those, and the others are looked at as a whole. */
const enoughKnown = 7 / 8;

/** One local day with how many match; see CallDay. */
export interface DayCount {
  readonly startsAt: number;
  readonly count: number;
}

/** Answers questions about the columns and remembers, for those asked last, which calls match. */
export class Answers {
  readonly #columns: CallColumns;
  readonly #matches = new Map<string, Matches>();
  readonly #prepared = new Map<string, Matches>();

  constructor(columns: CallColumns) {
    this.#columns = columns;
  }

  /** Finds the matches of a question that is likely to be asked or narrowed, and keeps them for good. */
  prepare(question: ColumnQuestion): void {
    const matches = this.#prepared.get(question.id) ?? new Matches(question);
    matches.follow(question, this.#columns);
    this.#prepared.set(question.id, matches);
  }

  /** Whether so much changed since questions were prepared that they are little help: to be prepared once more. */
  get outdated(): boolean {
    const [some] = this.#prepared.values();
    return some !== undefined && some.knownOf(this.#columns.blocks) < enoughKnown;
  }

  #of(question: ColumnQuestion): Matches {
    const prepared = this.#prepared.get(question.id);
    if (prepared !== undefined) {
      prepared.follow(question, this.#columns);
      return prepared;
    }
    const known = this.#matches.get(question.id);
    const wides = known === undefined ? this.#widerThan(question) : [];
    const matches = known ?? new Matches(question);
    // The one asked last is the last to be forgotten.
    this.#matches.delete(question.id);
    this.#matches.set(question.id, matches);
    const [oldest] = this.#matches.keys();
    if (oldest !== undefined && this.#matches.size > keptQuestions) this.#matches.delete(oldest);
    matches.follow(question, this.#columns, wides);
    return matches;
  }

  /**
   * One of the questions asked last that this one narrows, as it does the one with a letter less, and of those that
   * were prepared what that one leaves open, as when another word is begun.
   */
  #widerThan(question: ColumnQuestion): Matches[] {
    const last = [...this.#matches.values()].slice(-lookedBackAt).reverse();
    const wide = last.find((matches) => matches.count > 0 && narrows(question, matches.question));
    const open = [...this.#prepared.values()].filter(
      ({ question: prepared }) =>
        (wide === undefined || !narrows(wide.question, prepared)) && narrows(question, prepared),
    );
    return wide === undefined ? open : [wide, ...open];
  }

  /** How many match with a key up to, and how many with a key above, the anchor. */
  counts(question: ColumnQuestion, anchor: number): { upTo: number; above: number } {
    const matches = this.#of(question);
    const upTo = matches.countBelow(anchor + 1);
    return { upTo, above: matches.count - upTo };
  }

  count(question: ColumnQuestion): number {
    return this.#of(question).count;
  }

  /** Keys of a window of the newest-first list that begins at the anchor. */
  window(question: ColumnQuestion, anchor: number, offset: number, limit: number): number[] {
    const matches = this.#of(question);
    return matches.newestFirst(matches.countBelow(anchor + 1) - offset, limit);
  }

  /** Keys of the newest that lie below a key. */
  below(question: ColumnQuestion, key: number, limit: number): number[] {
    const matches = this.#of(question);
    return matches.newestFirst(matches.countBelow(key), limit);
  }

  /** The local days with matches up to the anchor (null: all), newest first. */
  days(question: ColumnQuestion, anchor: number | null): DayCount[] {
    const matches = this.#of(question);
    const days: DayCount[] = [];
    let left = anchor === null ? matches.count : matches.countBelow(anchor + 1);
    for (;;) {
      const newest = matches.keyAt(left - 1);
      if (newest === null) return days;
      const startsAt = localDayStart(startOfKey(newest));
      // East of Greenwich the first local day of the epoch begins before 1970, where no key is.
      const older = startsAt <= 0 ? 0 : matches.countBelow(firstKeyAt(startsAt));
      days.push({ startsAt, count: left - older });
      left = older;
    }
  }
}
