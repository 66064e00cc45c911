import { z } from 'zod';
import { isTimeZone, parseMoment } from './moments.ts';
import { Problem } from './problem.ts';

const Raw = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const Json = z.array(z.json());

/** `IANA name, default Europe/Prague` (section 4). */
export const homeZone = 'Europe/Prague';

/** `["a","b"]` as one text, which a published script sends (section 4); null when the text is no JSON array. */
function jsonArray(text: string): z.infer<typeof Json> | null {
  if (!text.trimStart().startsWith('[')) return null;
  try {
    const parsed = Json.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The query of a request, read by name. Every reader throws `Problem` 400 for a value that is not of its kind. */
export class Query {
  readonly #raw: z.infer<typeof Raw>;

  constructor(raw: unknown) {
    this.#raw = Raw.parse(raw);
  }

  /** The value as sent, null when absent or empty. */
  text(name: string): string | null {
    const value = this.#raw[name];
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined || first === '' ? null : first;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | null {
    const value = this.text(name);
    if (value === null) return null;
    const found = allowed.find((word) => word === value);
    if (found === undefined) throw new Problem(400, `"${name}" must be one of [${allowed.join(', ')}]`);
    return found;
  }

  number(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    const number = Number(value);
    if (!Number.isFinite(number)) throw new Problem(400, `"${name}" must be a number`);
    return number;
  }

  /** In any case of letters: some clients write `True`. */
  flag(name: string): boolean | null {
    const value = this.text(name)?.toLowerCase() ?? null;
    if (value === null) return null;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw new Problem(400, `"${name}" must be a boolean`);
  }

  /** An array sent as repeated keys, as `name[]`, or as one JSON text (section 4, 16.1 no. 16). Empty when absent. */
  list(name: string): readonly string[] {
    return this.#values(name).flatMap((value) => {
      const parsed = jsonArray(value);
      return parsed === null ? [value] : parsed.map(String);
    });
  }

  numbers(name: string): readonly number[] {
    return this.list(name)
      .flatMap((value) => value.split(','))
      .map((value) => {
        const number = Number(value);
        if (!Number.isFinite(number)) throw new Problem(400, `"${name}" must be an array of numbers`);
        return number;
      });
  }

  /** `categories`: an array of arrays, as `[[1,2],[3]]` or one repeated key an inner array (`[1,2]` or `1,2`). */
  numberGroups(name: string): readonly (readonly number[])[] {
    const group = (value: unknown): readonly number[] => {
      const list = Array.isArray(value) ? value : String(value).split(',');
      const numbers = list.map(Number);
      if (numbers.some((n) => !Number.isFinite(n)))
        throw new Problem(400, `"${name}" must be an array of arrays`);
      return numbers;
    };
    return this.#values(name).flatMap((value) => {
      const parsed = jsonArray(value);
      if (parsed === null) return [group(value)];
      return parsed.some(Array.isArray) ? parsed.map(group) : [group(parsed)];
    });
  }

  /** `page` from 1 and `pageSize`; a page size above the maximum is refused. [I] */
  page(size: { readonly usual: number; readonly most: number }): {
    readonly page: number;
    readonly pageSize: number;
  } {
    const page = this.number('page') ?? 1;
    const pageSize = this.number('pageSize') ?? size.usual;
    if (!Number.isInteger(page) || page < 1)
      throw new Problem(400, '"page" must be larger than or equal to 1');
    if (!Number.isInteger(pageSize) || pageSize < 1) {
      throw new Problem(400, '"pageSize" must be larger than or equal to 1');
    }
    if (pageSize > size.most) {
      throw new Problem(400, `"pageSize" must be less than or equal to ${String(size.most)}`);
    }
    return { page, pageSize };
  }

  zone(): string {
    const zone = this.text('timezone') ?? homeZone;
    if (!isTimeZone(zone)) throw new Problem(400, '"timezone" must be a valid time zone');
    return zone;
  }

  moment(name: string, zone: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    const moment = parseMoment(value, zone);
    if (moment === null) throw new Problem(400, `"${name}" must be a valid ISO 8601 date`);
    return moment;
  }

  /** The query again with some values changed, for links. */
  with(changes: Readonly<Record<string, string>>): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...this.#raw, ...changes })) {
      for (const one of [value].flat()) query.append(name, one);
    }
    return query.toString();
  }

  #values(name: string): readonly string[] {
    return [this.#raw[name] ?? [], this.#raw[`${name}[]`] ?? []].flat().filter((value) => value !== '');
  }
}
