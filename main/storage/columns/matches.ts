import { type Bits, countBefore, countBits, rowOfRank } from './bits.ts';
import { type Block, firstKeyOf, placeOf } from './block.ts';
import type { CallColumns } from './call-columns.ts';
import { type Matching, matchingOf } from './matching.ts';
import { sameAnswers } from './narrowing.ts';
import type { ColumnQuestion, IdSet } from './question-type.ts';

interface Found {
  /** Null: none. */
  readonly bits: Bits | null;
  readonly count: number;
}

const nothing: Found = { bits: null, count: 0 };

const sameIds = (a: IdSet, b: IdSet): boolean =>
  a.size === b.size &&
  a.bits.length === b.bits.length &&
  a.bits.every((word, place) => word === b.bits[place]);

/**
 * Whether rows that did not change answer two questions of one id alike. Words of a party or of marks never change,
 * and a call whose note, party or marks changed is a changed row; but an agent or a line may have got another name.
 */
const sameOfOldRows = (a: ColumnQuestion, b: ColumnQuestion): boolean =>
  a.generation === b.generation ||
  (a.needles.length === b.needles.length &&
    a.needles.every((needle, place) => {
      const other = b.needles[place];
      return (
        other !== undefined && sameIds(needle.agents, other.agents) && sameIds(needle.lines, other.lines)
      );
    }));

/** @param wide what is known of the block from wider questions: looked through by `rest`, and where that is not all of them, by `whole` */
function foundBy(
  block: Block,
  wide: readonly (Found | undefined)[],
  whole: () => Matching,
  rest: () => Matching,
): Found {
  const sets: Bits[] = [];
  for (const found of wide) {
    if (found?.bits === null) return nothing;
    if (found !== undefined) sets.push(found.bits);
  }
  const bits = sets.length === wide.length ? rest()(block, inAll(sets)) : whole()(block, null);
  const count = bits === null ? 0 : countBits(bits);
  return count === 0 ? nothing : { bits, count };
}

/** Makes it when it is asked for the first time. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** The rows of a block that are in all of some sets; none of them is changed. */
function inAll([first, ...others]: readonly Bits[]): Bits | null {
  if (first === undefined) return null;
  const bits = first.slice();
  for (const other of others)
    for (let place = 0; place < bits.length; place += 1)
      bits[place] = (bits[place] ?? 0) & (other[place] ?? 0);
  return bits;
}

/**
 * The calls that match one question, as numbered places: rank 0 is the oldest. What was found in a block is kept, so
 * after a change only new blocks are looked at.
 */
export class Matches {
  #question: ColumnQuestion;
  #blocks: readonly Block[] = [];
  #found: readonly Found[] = [];
  /** Matches before each block, and all of them at the end. */
  #before: Float64Array = new Float64Array(1);

  constructor(question: ColumnQuestion) {
    this.#question = question;
  }

  /** What was asked last. */
  get question(): ColumnQuestion {
    return this.#question;
  }

  /**
   * Brings the answers up to date. `question` has the id of the one these are the matches of; its names may stand for
   * more than before: an agent who was unknown has taken a call.
   * @param wides matches of questions that this one narrows: only what is in all of them is looked at, where that is known
   */
  follow(question: ColumnQuestion, columns: CallColumns, wides: readonly Matches[] = []): void {
    const { blocks } = columns;
    if (question !== this.#question) {
      if (!sameOfOldRows(question, this.#question)) this.#blocks = [];
      this.#question = question;
    }
    if (blocks === this.#blocks) return;
    const known = this.#foundIn(blocks);
    const wide = wides.map((matches) => matches.#foundIn(blocks));
    const whole = once(() => matchingOf(question, columns.highest));
    const rest = once(() =>
      matchingOf(
        question,
        columns.highest,
        wides.map((matches) => matches.question),
      ),
    );
    const same = wides.findIndex((matches) => sameAnswers(question, matches.question));
    const before = new Float64Array(blocks.length + 1);
    this.#found = blocks.map((block, place) => {
      const found =
        known[place] ??
        wide[same]?.[place] ??
        foundBy(
          block,
          wide.map((found) => found[place]),
          whole,
          rest,
        );
      before[place + 1] = (before[place] ?? 0) + found.count;
      return found;
    });
    this.#before = before;
    this.#blocks = blocks;
  }

  /** What was found in each of these blocks; undefined where one was not looked at. */
  #foundIn(blocks: readonly Block[]): readonly (Found | undefined)[] {
    if (blocks === this.#blocks) return this.#found;
    const known = new Map(this.#blocks.map((block, place) => [block, this.#found[place]]));
    return blocks.map((block) => known.get(block));
  }

  /** The share of these blocks that was looked at. */
  knownOf(blocks: readonly Block[]): number {
    if (blocks.length === 0) return 1;
    return this.#foundIn(blocks).filter((found) => found !== undefined).length / blocks.length;
  }

  get count(): number {
    return this.#before[this.#blocks.length] ?? 0;
  }

  /** How many matches have a key below this one. */
  countBelow(key: number): number {
    const blocks = this.#blocks;
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const block = blocks[middle];
      if (block !== undefined && firstKeyOf(block) < key) low = middle + 1;
      else high = middle;
    }
    const block = blocks[low - 1];
    if (block === undefined) return 0;
    const bits = this.#found[low - 1]?.bits ?? null;
    return (this.#before[low - 1] ?? 0) + (bits === null ? 0 : countBefore(bits, placeOf(block, key)));
  }

  /** The key of the match with so many older ones; null when there are not so many. */
  keyAt(rank: number): number | null {
    if (rank < 0 || rank >= this.count) return null;
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#before[middle] ?? Infinity) <= rank) low = middle;
      else high = middle - 1;
    }
    const bits = this.#found[low]?.bits ?? null;
    if (bits === null) return null;
    return this.#blocks[low]?.keys[rowOfRank(bits, rank - (this.#before[low] ?? 0))] ?? null;
  }

  /** Keys of at most `limit` matches, newest first, beginning with the one that has `below` − 1 older ones. */
  newestFirst(below: number, limit: number): number[] {
    const keys: number[] = [];
    for (let rank = below - 1; rank >= 0 && keys.length < limit; rank -= 1) {
      const key = this.keyAt(rank);
      if (key !== null) keys.push(key);
    }
    return keys;
  }
}
