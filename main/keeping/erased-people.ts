import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Call } from '../../domain/call.ts';
import { digitsOf } from '../../domain/folding.ts';
import { spellingsOf } from '../calls/number-spellings.ts';
import { partyText } from '../calls/search-text.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import { toE164 } from '../providers/phone-numbers.ts';
import type { KeptFile } from '../settings/kept-file.ts';

/** Who was erased from this computer, told by marks from which no number can be read. */
export interface ErasedPeople {
  /**
   * Remembers the person behind a number: their calls that started before `until` (epoch ms) are not stored again.
   * `number` in any format, read as of `homeCountry`. Throws DeskError `cache-unavailable` when the disk refuses.
   */
  add(number: string, homeCountry: string, until: number): void;
  /** True for a call of somebody who was erased after it had begun. */
  isUnwanted(call: Pick<Call, 'remote' | 'startedAt'>, homeCountry: string): boolean;
  /** A call of somebody else, without the number of an erased person it was transferred to. */
  withoutTarget(call: Call, homeCountry: string): Call;
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

const saltBytes = 32;
const mostPeople = 100_000;

const Person = z.strictObject({
  /** One for each way the number may be written: HMAC-SHA-256 under the file's salt, base64url. */
  marks: z.array(z.string().length(43)).min(1).max(10),
  until: z.number().int(),
  /** Where home was then: a number without a country code may mean somebody else elsewhere. */
  country: z.string().regex(/^[A-Z]{2}$/),
});
type Person = z.infer<typeof Person>;
const Content = z.object({
  version: z.literal(1),
  salt: z.base64url().length(43),
  people: z.array(z.unknown()).max(mostPeople),
});

interface Found {
  readonly salt: string;
  readonly people: readonly Person[];
  readonly whole: boolean;
}

/**
 * Reads who was erased. Never fails: a file that cannot be read is kept aside under a dated name, and what of it is
 * readable still counts. There are too few phone numbers to hide one from somebody who has the file and tries them all;
 * the salt sees to it that marks of two computers tell nothing when they are compared, and that no number can be looked up.
 */
export function createErasedPeople(ports: { file: KeptFile; clock: Clock; log: Log }): ErasedPeople {
  const { file, clock, log } = ports;
  const found = readPeople(file);
  const { salt } = found;
  let people = found.people;
  let byMark = index(people);
  let countries = countriesOf(people);
  let keptAside: string | null = null;

  const markOf = (number: string): string =>
    createHmac('sha256', Buffer.from(salt, 'base64url')).update(number).digest('base64url');

  const write = (next: readonly Person[]): void => {
    try {
      file.write({ version: 1, salt, people: [...next] });
    } catch (error) {
      throw new DeskError('cache-unavailable', { where: 'erased', cause: error });
    }
    people = next;
    byMark = index(next);
    countries = countriesOf(next);
  };

  if (!found.whole) {
    log.warn('erased.wrong', { readable: people.length });
    try {
      keptAside = file.setAside(clock.now());
      write(people);
    } catch (error) {
      // A folder we may not write to: what could be read still counts, and nobody can be erased.
      log.error('erased.not-kept', { kind: error instanceof Error ? error.name : 'unknown' });
    }
  }

  /** The numbers a call's person goes by: as stored, and as they would have been read where somebody was erased. */
  function* numbersOf(remote: Call['remote'], homeCountry: string): Generator<string> {
    const { number } = partyText(remote);
    if (number !== null) yield number;
    for (const country of countries) {
      const elsewhere = country === homeCountry ? null : toE164(remote.raw, country);
      if (elsewhere !== null) yield elsewhere;
    }
  }

  const isErased = (number: string, startedAt: number): boolean =>
    startedAt < (byMark.get(markOf(number)) ?? -Infinity);

  return {
    add(typed, homeCountry, until) {
      const { spellings } = spellingsOf(typed, homeCountry);
      if (spellings.length === 0) throw new DeskError('invalid-request', { where: 'number' });
      const person = { marks: spellings.map(markOf), until, country: homeCountry };
      const others = people.filter(
        (other) => other.country !== homeCountry || other.marks[0] !== person.marks[0],
      );
      write([...others, person].slice(-mostPeople));
    },
    isUnwanted({ remote, startedAt }, homeCountry) {
      if (people.length === 0 || digitsOf(remote.e164 ?? remote.raw) === '') return false;
      for (const number of numbersOf(remote, homeCountry)) if (isErased(number, startedAt)) return true;
      return false;
    },
    withoutTarget(call, homeCountry) {
      const number = call.transferredTo?.number ?? '';
      if (people.length === 0 || call.transferredTo === null || digitsOf(number) === '') return call;
      const readings = [...new Set([homeCountry, ...countries])].flatMap(
        (country) => toE164(number, country) ?? [],
      );
      return [digitsOf(number), ...readings].some((reading) => isErased(reading, call.startedAt))
        ? { ...call, transferredTo: { ...call.transferredTo, number: null } }
        : call;
    },
    keptAside,
  };
}

const countriesOf = (people: readonly Person[]): ReadonlySet<string> =>
  new Set(people.map(({ country }) => country));

/** Until when, by mark. */
const index = (people: readonly Person[]): ReadonlyMap<string, number> => {
  const byMark = new Map<string, number>();
  for (const { marks, until } of people)
    for (const mark of marks) byMark.set(mark, Math.max(until, byMark.get(mark) ?? -Infinity));
  return byMark;
};

function readPeople(file: KeptFile): Found {
  const nobody = (whole: boolean): Found => ({
    salt: randomBytes(saltBytes).toString('base64url'),
    people: [],
    whole,
  });
  try {
    const content = file.read();
    if (content === undefined) return nobody(true);
    const { salt, people } = Content.parse(content);
    const parsed = people.map((person) => Person.safeParse(person));
    const readable = parsed.flatMap((one) => (one.success ? [one.data] : []));
    return { salt, people: readable, whole: readable.length === people.length };
  } catch {
    return nobody(false); // not JSON, or nothing like a list of people
  }
}
