/**
 * Numbers of dictionary rows (accounts, agents, lines, parties, marks) as bits: id is in the set when bit `id & 31` of
 * `bits[id >>> 5]` is set. Ids beyond the end are not in it. Bits and no Set: a broad word hits hundreds of thousands.
 */
export interface IdSet {
  readonly bits: Uint32Array;
  /** How many are in it. */
  readonly size: number;
}

/** Where one thing that was typed is found. A call has it when any of these is true of it. */
export interface NeedleHits {
  readonly parties: IdSet;
  readonly marks: IdSet;
  readonly agents: IdSet;
  readonly lines: IdSet;
  /** Keys of the calls that have it in a note, ascending. */
  readonly noteKeys: readonly number[];
}

/**
 * A filter as questions to the columns of `calls_columns`. Everything must hold at once.
 * Equal `id`s of one `generation` are the same question with the same answers as long as no row changed.
 */
export interface ColumnQuestion {
  /** Tells questions apart: the filter, its time in instants, without the hits of its needles. */
  readonly id: string;
  /** Moves on whenever a needle may hit other dictionary rows or notes than before; 0 where there are no needles. */
  readonly generation: number;
  /** Null: any. */
  readonly accounts: IdSet | null;
  readonly agents: IdSet | null;
  readonly lines: IdSet | null;
  /** Bit `1 << code` of column-codes.ts for each that is wanted; all bits for any. */
  readonly directions: number;
  readonly outcomes: number;
  /** Keys: inclusive, and exclusive. */
  readonly from: number;
  readonly to: number;
  /** Seconds of talk, both exclusive; null for any. A call without talk meets neither. */
  readonly longerThan: number | null;
  readonly shorterThan: number | null;
  /** Whether rings that another leg speaks for are wanted, too. */
  readonly withFolded: boolean;
  /** All of them must be found. Empty: nothing was typed. */
  readonly needles: readonly NeedleHits[];
}
