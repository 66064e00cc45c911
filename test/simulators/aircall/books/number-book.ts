import type { World, WorldNumber } from '../../world/world.ts';
import { createdAt, indexOf } from '../identity.ts';

/** What a line plays (4.3): addresses, or null. */
export const messageNames = [
  ...['welcome', 'waiting', 'ringing_tone', 'unanswered_call', 'after_hours'],
  ...['ivr', 'voicemail', 'closed', 'callback_later'],
];
export type Messages = Readonly<Record<string, string | null>>;

/** A line of the company (4.3). */
export interface Line extends WorldNumber {
  readonly priority: 0 | 1 | null;
  readonly messages: Messages;
  /** Epoch ms. */
  readonly createdAt: number;
}

export type LineChange = Partial<Pick<Line, 'name' | 'timeZone' | 'priority' | 'messages'>>;

function lineOf(world: World, number: WorldNumber, count: number): Line {
  const { index } = number;
  const welcome = `https://assets.aircall.example/music/${String(index)}/welcome.mp3`;
  return {
    ...number,
    priority: index % 6 === 0 ? 1 : index % 6 === 1 ? 0 : null,
    // Real lines without any message were seen with an empty object (4.7).
    messages:
      index % 4 === 3
        ? {}
        : Object.fromEntries(
            messageNames.map((name) => [name, name === 'welcome' && index % 2 === 0 ? welcome : null]),
          ),
    createdAt: createdAt(world, index, count),
  };
}

/** The world's lines with what clients changed on them. Lines are neither made nor deleted over REST. */
export class NumberBook {
  readonly #lines: Line[];

  constructor(world: World) {
    const numbers = world.numbers('aircall');
    this.#lines = numbers.map((number) => lineOf(world, number, numbers.length));
  }

  all(): readonly Line[] {
    return this.#lines;
  }

  find(index: number): Line | null {
    return this.#lines[index] ?? null;
  }

  findById(id: string | number): Line | null {
    const index = indexOf('number', id);
    return index === null ? null : this.find(index);
  }

  /** Messages that are not named stay. */
  update(line: Line, change: LineChange): Line {
    const updated = { ...line, ...change, messages: { ...line.messages, ...change.messages } };
    this.#lines[line.index] = updated;
    return updated;
  }
}
