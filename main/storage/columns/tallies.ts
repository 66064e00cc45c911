import type { Block } from './block.ts';
import type { CallColumns } from './call-columns.ts';

/** Calls of each account, agent and line, by their numbers, whatever their kind; calls without an agent or line are not counted there. */
export interface Tally {
  readonly accounts: ReadonlyMap<number, AccountTally>;
  readonly agents: ReadonlyMap<number, number>;
  readonly lines: ReadonlyMap<number, number>;
}

export interface AccountTally {
  readonly calls: number;
  readonly earliestKey: number;
}

function countIn(column: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const id of column) if (id !== 0) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function ofBlock({ keys, accounts, agents, lines }: Block): Tally {
  const ofAccounts = new Map<number, AccountTally>();
  accounts.forEach((account, place) => {
    const known = ofAccounts.get(account);
    ofAccounts.set(account, {
      calls: (known?.calls ?? 0) + 1,
      earliestKey: known?.earliestKey ?? keys[place] ?? 0,
    });
  });
  return { accounts: ofAccounts, agents: countIn(agents), lines: countIn(lines) };
}

function addTo(sum: Map<number, number>, counts: ReadonlyMap<number, number>): void {
  for (const [id, count] of counts) sum.set(id, (sum.get(id) ?? 0) + count);
}

/** Counts that need no question. Each block is counted once. */
export class Tallies {
  readonly #columns: CallColumns;
  readonly #known = new WeakMap<Block, Tally>();

  constructor(columns: CallColumns) {
    this.#columns = columns;
  }

  all(): Tally {
    const accounts = new Map<number, AccountTally>();
    const agents = new Map<number, number>();
    const lines = new Map<number, number>();
    for (const block of this.#columns.blocks) {
      const tally = this.#known.get(block) ?? ofBlock(block);
      this.#known.set(block, tally);
      for (const [account, { calls, earliestKey }] of tally.accounts) {
        const known = accounts.get(account);
        accounts.set(account, {
          calls: (known?.calls ?? 0) + calls,
          earliestKey: known?.earliestKey ?? earliestKey,
        });
      }
      addTo(agents, tally.agents);
      addTo(lines, tally.lines);
    }
    return { accounts, agents, lines };
  }
}
