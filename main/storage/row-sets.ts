import type { IdSet } from './columns/question-type.ts';
import { bitsIn } from './columns/bits.ts';
import { noIds } from './columns/id-set.ts';
import { eachNumber } from './number-list.ts';
import { type Kind, kinds, type RowList } from './search-index.ts';

/** Ids of one dictionary, gathered in a set that grows. */
class Gathered {
  #bits = new Uint32Array(64);

  add(id: number): void {
    const place = id >>> 5;
    if (place >= this.#bits.length) {
      const grown = new Uint32Array(2 * (place + 1));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[place] = (this.#bits[place] ?? 0) | (1 << (id & 31));
  }

  set(): IdSet {
    let length = this.#bits.length;
    while (length > 0 && this.#bits[length - 1] === 0) length -= 1;
    if (length === 0) return noIds;
    const bits = this.#bits.slice(0, length);
    let size = 0;
    for (const word of bits) size += bitsIn(word);
    return { bits, size };
  }
}

/** Rows of the index over dictionaries, gathered by dictionary. */
export class RowSets {
  readonly #ofKind = [new Gathered(), new Gathered(), new Gathered(), new Gathered()] as const;

  /** @param of rows of other dictionaries are left out */
  add(rows: RowList, of: readonly Kind[]): void {
    const [party, marks, agent, line] = this.#ofKind;
    const wanted = of.reduce((mask, kind) => mask | (1 << kinds[kind]), 0);
    eachNumber(rows, (row) => {
      const kind = row & 3;
      if ((wanted & (1 << kind)) === 0) return;
      const into =
        kind === kinds.party ? party : kind === kinds.marks ? marks : kind === kinds.agent ? agent : line;
      into.add(row >>> 2);
    });
  }

  of(kind: Kind): IdSet {
    return this.#ofKind[kinds[kind]].set();
  }
}
