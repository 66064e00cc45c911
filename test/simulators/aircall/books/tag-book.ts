import type { World } from '../../world/world.ts';
import { badRequest } from '../errors.ts';
import { indexOf } from '../identity.ts';
import { withoutEmoji } from './text.ts';

export interface Tag {
  readonly index: number;
  readonly name: string;
  readonly colour: string;
  readonly description: string | null;
}

/** Default tags hold an internal key in their description (4.4). */
const defaults: Readonly<Record<number, string>> = { 1: 'queue_callback', 9: 'conference' };

/** The company's tags: the world's, and what clients created, renamed and deleted. */
export class TagBook {
  readonly #tags = new Map<number, Tag>();
  #next: number;

  constructor(world: World) {
    for (const { index, name, colour } of world.tags) {
      this.#tags.set(index, { index, name, colour, description: defaults[index] ?? null });
    }
    this.#next = world.tags.length;
  }

  all(): readonly Tag[] {
    return [...this.#tags.values()];
  }

  find(index: number): Tag | null {
    return this.#tags.get(index) ?? null;
  }

  findById(id: string | number): Tag | null {
    const index = indexOf('tag', id);
    return index === null ? null : this.find(index);
  }

  /** Throws AircallError 400 for a name in use or a colour that is not `#RRGGBB` (5.5). */
  create(name: string, colour: string, description: string | null): Tag {
    const tag = this.#checked({ index: this.#next, name: withoutEmoji(name), colour, description });
    this.#next += 1;
    this.#tags.set(tag.index, tag);
    return tag;
  }

  /** As `create`; a null leaves the value. */
  update(tag: Tag, name: string | null, colour: string | null): Tag {
    const changed = this.#checked({
      ...tag,
      name: name === null ? tag.name : withoutEmoji(name),
      colour: colour ?? tag.colour,
    });
    this.#tags.set(tag.index, changed);
    return changed;
  }

  /** Calls that carry it no longer show it, because tags are looked up when a call is written (5.5). */
  delete(tag: Tag): void {
    this.#tags.delete(tag.index);
  }

  #checked(tag: Tag): Tag {
    if (tag.name === '') throw badRequest('name is required.');
    if (!/^#[0-9a-f]{6}$/iu.test(tag.colour)) throw badRequest('color must be a hexadecimal colour.');
    if (this.all().some((other) => other.index !== tag.index && other.name === tag.name)) {
      throw badRequest('A tag with this name already exists.');
    }
    return tag;
  }
}
