import { type Block, blockOf, type ColumnRow, firstKeyOf, type IdColumn, replaced } from './block.ts';

/** Rows of the largest block: enough that a list of blocks stays short, few enough that making one anew is nothing. */
const mostRows = 4096;

const noRows = blockOf([]);

/** No id in a column was ever greater. */
export type HighestIds = Readonly<Record<Exclude<IdColumn, 'talks'>, number>>;

/**
 * The filterable part of all calls, in the order of their keys, as blocks that are replaced and never changed. A change
 * anywhere, also of old calls in the middle, makes anew the blocks it falls into and no others.
 */
export class CallColumns {
  readonly #most: number;
  #blocks: readonly Block[] = [];
  #highest: HighestIds = { accounts: 0, agents: 0, lines: 0, parties: 0, marks: 0 };

  /** @param most rows of the largest block */
  constructor(most = mostRows) {
    this.#most = most;
  }

  /** Ascending, none empty. Another list after every change. */
  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  get highest(): HighestIds {
    return this.#highest;
  }

  get newestKey(): number | null {
    const last = this.#blocks.at(-1);
    return last?.keys[last.count - 1] ?? null;
  }

  get oldestKey(): number | null {
    return this.#blocks[0]?.keys[0] ?? null;
  }

  get count(): number {
    return this.#blocks.reduce((sum, { count }) => sum + count, 0);
  }

  /**
   * Says what now stands at some keys: `rows`, and nothing at those of `touched` that have no row.
   * @param touched every key that may have changed, in any order
   * @param rows with keys among `touched`, in any order
   */
  put(touched: readonly number[], rows: readonly ColumnRow[]): void {
    const keys = [...new Set(touched)].sort((a, b) => a - b);
    if (keys.length === 0) return;
    this.#highest = highestOf(rows, this.#highest);
    const fresh = [...rows].sort((a, b) => a.key - b.key);
    const blocks: Block[] = [];
    let nextKey = 0;
    let nextRow = 0;
    const before: readonly Block[] = this.#blocks.length === 0 ? [noRows] : this.#blocks;
    before.forEach((block, place) => {
      const following = before[place + 1];
      const end = following === undefined ? Infinity : firstKeyOf(following);
      const firstTouched = nextKey;
      while (nextKey < keys.length && (keys[nextKey] ?? Infinity) < end) nextKey += 1;
      if (nextKey === firstTouched) {
        blocks.push(block);
        return;
      }
      const firstRow = nextRow;
      while (nextRow < fresh.length && (fresh[nextRow]?.key ?? Infinity) < end) nextRow += 1;
      for (const made of replaced(
        block,
        keys.slice(firstTouched, nextKey),
        blockOf(fresh.slice(firstRow, nextRow)),
        this.#most,
      ))
        this.#add(blocks, made);
    });
    this.#blocks = blocks;
  }

  /**
   * Appends a block, joined with the one before it where both are small, so that deleting many calls leaves no long
   * list of small blocks.
   */
  #add(blocks: Block[], block: Block): void {
    const before = blocks.at(-1);
    if (before === undefined || before.count + block.count > this.#most / 4) blocks.push(block);
    else blocks.splice(-1, 1, ...replaced(before, [...block.keys], block, this.#most));
  }
}

function highestOf(rows: readonly ColumnRow[], before: HighestIds): HighestIds {
  const highest = { ...before };
  for (const { account, agent, line, party, marks } of rows) {
    if (account > highest.accounts) highest.accounts = account;
    if (agent > highest.agents) highest.agents = agent;
    if (line > highest.lines) highest.lines = line;
    if (party > highest.parties) highest.parties = party;
    if (marks > highest.marks) highest.marks = marks;
  }
  return highest;
}
