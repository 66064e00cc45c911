/** One call as the columns know it. `agent`, `line` 0: none; `talk` −1: nobody talked. Codes are those of column-codes.ts. */
export interface ColumnRow {
  readonly key: number;
  readonly account: number;
  readonly direction: number;
  readonly outcome: number;
  readonly agent: number;
  readonly line: number;
  readonly party: number;
  readonly marks: number;
  readonly talk: number;
  readonly folded: boolean;
}

export const idColumns = ['accounts', 'agents', 'lines', 'parties', 'marks', 'talks'] as const;
export type IdColumn = (typeof idColumns)[number];

/**
 * Calls of a stretch of keys, ascending, column by column. Never changed once made: what was worked out about a block
 * stays true as long as the block is in use.
 */
export interface Block extends Readonly<Record<IdColumn, Int32Array>> {
  readonly count: number;
  readonly keys: Float64Array;
  /** Direction, outcome and folding in one number, see kindOf. */
  readonly kinds: Uint8Array;
}

/** How many kinds there are. */
export const kindCount = 128;

export const kindOf = (direction: number, outcome: number, folded: boolean): number =>
  direction | (outcome << 2) | (folded ? 64 : 0);
export const directionOfKind = (kind: number): number => kind & 3;
export const outcomeOfKind = (kind: number): number => (kind >>> 2) & 15;
export const isFoldedKind = (kind: number): boolean => kind >= 64;

const bytesOfRow = 8 + 4 * idColumns.length + 1;

/** A block to be filled: one piece of memory, the widest column first so that each begins where its kind of array may. */
function emptyBlock(count: number): Block {
  const memory = new ArrayBuffer(count * bytesOfRow);
  const ids = (place: number): Int32Array => new Int32Array(memory, count * (8 + 4 * place), count);
  return {
    count,
    keys: new Float64Array(memory, 0, count),
    accounts: ids(0),
    agents: ids(1),
    lines: ids(2),
    parties: ids(3),
    marks: ids(4),
    talks: ids(5),
    kinds: new Uint8Array(memory, count * (8 + 4 * idColumns.length), count),
  };
}

/** @param rows ascending by key, each key once */
export function blockOf(rows: readonly ColumnRow[]): Block {
  const block = emptyBlock(rows.length);
  rows.forEach((row, place) => {
    block.keys[place] = row.key;
    block.kinds[place] = kindOf(row.direction, row.outcome, row.folded);
    block.accounts[place] = row.account;
    block.agents[place] = row.agent;
    block.lines[place] = row.line;
    block.parties[place] = row.party;
    block.marks[place] = row.marks;
    block.talks[place] = row.talk;
  });
  return block;
}

/** The first place whose key is not below `key`; `count` when all are. */
export function placeOf({ keys, count }: Block, key: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? Infinity) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Above every key, for a block without calls. */
export const firstKeyOf = ({ keys }: Block): number => keys[0] ?? Infinity;

/** Below this many rows, copying one by one is faster than having it done. */
const shortRun = 16;

function copyColumn<A extends Float64Array | Int32Array | Uint8Array>(
  into: A,
  at: number,
  source: A,
  from: number,
  to: number,
): void {
  if (to - from >= shortRun) into.set(source.subarray(from, to), at);
  else for (let place = from; place < to; place += 1) into[at + place - from] = source[place] ?? 0;
}

/** Copies the rows [from, to) of a block to a place of another. */
function copyRows(into: Block, at: number, source: Block, from: number, to: number): void {
  if (from === to) return;
  copyColumn(into.keys, at, source.keys, from, to);
  copyColumn(into.kinds, at, source.kinds, from, to);
  for (const column of idColumns) copyColumn(into[column], at, source[column], from, to);
}

/** `old` without the rows of `touched` keys, and with those of `fresh`. */
function merged(old: Block, touched: readonly number[], fresh: Block): Block {
  let dropped = 0;
  for (const key of touched) if (old.keys[placeOf(old, key)] === key) dropped += 1;
  const made = emptyBlock(old.count - dropped + fresh.count);
  let length = 0;
  let ofOld = 0;
  let ofFresh = 0;
  // Rows that stand together in one of the two are copied together.
  let run = 0;
  const endRun = (): void => {
    copyRows(made, length, fresh, run, ofFresh);
    length += ofFresh - run;
    run = ofFresh;
  };
  for (const key of touched) {
    const until = placeOf(old, key);
    if (until > ofOld) {
      endRun();
      copyRows(made, length, old, ofOld, until);
      length += until - ofOld;
      ofOld = until;
    }
    if (old.keys[ofOld] === key) ofOld += 1;
    if (fresh.keys[ofFresh] === key) ofFresh += 1;
  }
  endRun();
  copyRows(made, length, old, ofOld, old.count);
  return made;
}

/**
 * The block with the rows of `touched` keys taken out and those of `fresh` put in, as however many blocks of at most
 * `most` rows it takes; none when nothing is left.
 * @param touched ascending
 * @param fresh its keys are among `touched`
 */
export function replaced(old: Block, touched: readonly number[], fresh: Block, most: number): Block[] {
  const whole = merged(old, touched, fresh);
  if (whole.count === 0) return [];
  if (whole.count <= most) return [whole];
  const parts = Math.ceil(whole.count / most);
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * whole.count) / parts);
    const to = Math.floor(((part + 1) * whole.count) / parts);
    const made = emptyBlock(to - from);
    copyRows(made, 0, whole, from, to);
    return made;
  });
}
