/**
 * The invented company that both simulators serve. One seed, one size, one time range: the same world every time.
 * Call `i` of a system is a pure function of (seed, i): nothing holds a million objects.
 */
export type System = 'aircall' | 'voipex';

export interface WorldOptions {
  readonly seed: number;
  /** Calls over both systems together. */
  readonly calls: number;
  /** Epoch ms; the range is [from, to). */
  readonly from: number;
  readonly to: number;
  /** People over both systems together. */
  readonly people: number;
  /**
   * An instant (epoch ms) that shall be a busy working moment whatever the calendar says: the company then lives by a
   * clock of its own, on which this is half past ten on a Tuesday, and has many calls in that hour.
   */
  readonly busyHourAt?: number;
}

export interface WorldPerson {
  /** Position among the people of its system, from 0. Stable ids are derived from it. */
  readonly index: number;
  readonly system: System;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly extension: string;
  readonly teamIndexes: readonly number[];
  readonly numberIndexes: readonly number[];
  readonly language: 'cs-CZ' | 'fr-FR' | 'en-GB';
}

/** A public number of the company (Aircall number; VoIPEX DDI). */
export interface WorldNumber {
  readonly index: number;
  readonly system: System;
  readonly name: string;
  readonly e164: string;
  readonly country: 'CZ' | 'FR' | 'GB';
  readonly timeZone: string;
}

/** An Aircall team or a VoIPEX queue. */
export interface WorldTeam {
  readonly index: number;
  readonly system: System;
  readonly name: string;
}

export interface WorldTag {
  readonly index: number;
  readonly name: string;
  readonly colour: string;
}

/** Somebody outside who calls or is called. A share of callers is unknown to the address book or withholds the number. */
export interface WorldContact {
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly organisation: string | null;
  readonly e164: string;
}

export type WorldEnding =
  | 'answered'
  | 'missed' // rang agents, nobody took it
  | 'no-agent' // nobody could be rung
  | 'abandoned-queue' // caller gave up waiting
  | 'abandoned-ivr'
  | 'short-abandoned' // caller gave up at once
  | 'closed' // out of opening hours
  | 'voicemail'
  | 'busy'
  | 'failed';

/**
 * A link between two calls of one conversation, labelled so that stitching can be measured.
 * `partner` names the other call; `forwarded`: this system passed the call on outside to a number of the partner's system;
 * `transferred`: an agent handed it to a colleague of the same system.
 */
export interface WorldLink {
  readonly kind: 'forwarded' | 'transferred';
  readonly role: 'first' | 'second';
  readonly partner: { readonly system: System; readonly index: number };
}

export interface WorldCall {
  readonly system: System;
  /** Position in start order among the calls of its system, from 0. */
  readonly index: number;
  readonly direction: 'in' | 'out' | 'internal';
  readonly ending: WorldEnding;
  /** Epoch ms; whole seconds. Never decreasing in `index`. */
  readonly startedAt: number;
  readonly answeredAt: number | null;
  /** Null while a happened call runs. */
  readonly endedAt: number | null;
  /** E.164; null when withheld (inbound only). For internal calls the other extension. */
  readonly remote: string | null;
  readonly contactIndex: number | null;
  readonly numberIndex: number | null;
  readonly teamIndex: number | null;
  /** Who took or made it; null when nobody did. */
  readonly personIndex: number | null;
  /** Who else was rung before, in order. */
  readonly rungIndexes: readonly number[];
  readonly transferredToIndex: number | null;
  readonly recorded: boolean;
  readonly tagIndexes: readonly number[];
  readonly notes: readonly {
    readonly text: string;
    readonly personIndex: number | null;
    readonly at: number;
  }[];
  readonly link: WorldLink | null;
}

export interface WorldChange {
  readonly system: System;
  readonly index: number;
  readonly before: WorldCall | null;
}

export interface World {
  readonly options: WorldOptions;
  readonly companyName: string;
  /** The instant the company lives through at an instant (both epoch ms): what decides shifts and opening hours. */
  companyTime(instant: number): number;
  people(system: System): readonly WorldPerson[];
  numbers(system: System): readonly WorldNumber[];
  teams(system: System): readonly WorldTeam[];
  readonly tags: readonly WorldTag[];
  contactCount: number;
  contact(index: number): WorldContact;
  /** Calls of a system, generated and happened. */
  count(system: System): number;
  /** Call by position in start order, oldest first. Throws RangeError outside [0, count). */
  call(system: System, index: number): WorldCall;
  /** First position whose call started at or after the instant (epoch ms); `count` when none did. */
  indexAt(system: System, instant: number): number;
  /** A call that happens now, told by the control plane: appended, kept as an object, may still be running. Throws RangeError before the last call. */
  append(system: System, call: Omit<WorldCall, 'system' | 'index'>): number;
  /** Changes a call (answered, hung up, tagged late). Throws RangeError for a new `startedAt`: the start is the place. */
  amend(system: System, index: number, change: Partial<WorldCall>): void;
  /** Deletes a call that is over: it keeps its place in the order, and no list or read may give it any more. Throws RangeError. */
  remove(system: System, index: number): void;
  /** Positions of the deleted calls, ascending. */
  removed(system: System): readonly number[];
  isRemoved(system: System, index: number): boolean;
  /**
   * Tells at once of calls that are appended and amended; `before` is null for an appended one. Returns what ends it.
   */
  watch(listener: (change: WorldChange) => void): () => void;
  /** Rises with every amendment and deletion, so that what was worked out from calls can be told to be stale. */
  readonly revision: number;
}
