import { type Bits, countBefore, countBits, rowOfRank } from './bits.ts';
import { type Block, firstKeyOf, placeOf } from './block.ts';
import type { CallColumns } from './call-columns.ts';
import { type Matching, matchingOf } from './matching.ts';
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

/**
 * The calls that match one question, as numbered places: rank 0 is the oldest. What was found in a block is kept, so
 * after a change only new blocks are looked at.
 */
export class Matches {
  #question: ColumnQuestion;
  #matching: Matching;
  #known = new WeakMap<Block, Found>();
  #blocks: readonly Block[] = [];
  #found: readonly Found[] = [];
  /** Matches before each block, and all of them at the end. */
  #before: Float64Array = new Float64Array(1);

  constructor(question: ColumnQuestion) {
    this.#question = question;
    this.#matching = matchingOf(question);
  }

  /** What was asked last. */
  get question(): ColumnQuestion {
    return this.#question;
  }

  /**
   * Brings the answers up to date. `question` has the id of the one these are the matches of.
   * @param wide matches of a question that this one narrows: only those are looked at where they are known
   */
  follow(question: ColumnQuestion, { blocks }: CallColumns, wide: Matches | null = null): void {
    if (question !== this.#question) {
      if (!sameOfOldRows(question, this.#question)) {
        this.#known = new WeakMap();
        this.#blocks = [];
      }
      // Its names may stand for more than before: an agent who was unknown has taken a call.
      this.#matching = matchingOf(question);
      this.#question = question;
    }
    if (blocks === this.#blocks) return;
    const before = new Float64Array(blocks.length + 1);
    this.#found = blocks.map((block, place) => {
      let found = this.#known.get(block);
      if (found === undefined) {
        found = this.#foundIn(block, wide === null ? undefined : wide.#known.get(block));
        this.#known.set(block, found);
      }
      before[place + 1] = (before[place] ?? 0) + found.count;
      return found;
    });
    this.#before = before;
    this.#blocks = blocks;
  }

  #foundIn(block: Block, wide: Found | undefined): Found {
    if (wide?.bits === null) return nothing;
    const bits = this.#matching(block, wide?.bits);
    return bits === null ? nothing : { bits, count: countBits(bits) };
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
