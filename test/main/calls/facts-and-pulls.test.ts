import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { beginning } from '../../../main/calls/coverage.ts';
import { applyTold } from '../../../main/storage/apply-told.ts';
import type { Database } from '../../../main/storage/database.ts';
import { storeCalls } from '../../../main/storage/write-calls.ts';
import { aCall, aircallAccount } from '../../support/calls.ts';
import { emptyDatabase } from '../../support/direct-store.ts';
import { storedOf } from './pull-world.ts';

const start = Date.UTC(2026, 0, 15);
const day = 86_400_000;
const end = start + day;
const checkpoint = beginning(end);
const agent = { id: '456', name: 'Jana Nováková', extension: null };

interface Told {
  readonly asOf: number;
  readonly call: Call;
}
interface Plan {
  readonly at: number;
  /** Ms between one thing that happens and the next. */
  readonly gaps: readonly number[];
  readonly answered: boolean;
  readonly tags: readonly string[];
}

const plan: fc.Arbitrary<Plan> = fc.record({
  at: fc.integer({ min: 0, max: day - 3 * 3_600_000 }),
  gaps: fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 8, maxLength: 8 }),
  answered: fc.boolean(),
  tags: fc.array(fc.constantFrom('VIP', 'Faktura', 'Reklamace a vrácení'), { maxLength: 3 }),
});

/** All that a call is in the course of the day: it rings, maybe somebody talks, it ends, and is marked and unmarked. */
function toldOf({ at, gaps, answered, tags }: Plan, id: number): Told[] {
  let asOf = start + at;
  const told: Told[] = [];
  let call = aCall({
    ...{ providerCallId: String(id), startedAt: asOf, state: 'ringing', agent: null },
    ...{ outcome: null, answeredAt: null, endedAt: null, waitSeconds: null, talkSeconds: null },
  });
  const happens = (part: Partial<Call>): void => {
    call = { ...call, ...part };
    told.push({ asOf, call });
    // Of two things of one state in one instant nobody can tell which was the later.
    asOf += (gaps[told.length] ?? 0) + 1;
  };
  happens({});
  if (answered) happens({ state: 'ongoing', answeredAt: asOf, agent });
  happens({ state: 'ended', endedAt: asOf, outcome: answered ? 'answered' : 'missed' });
  for (const name of tags) happens({ tags: [...call.tags, { id: name, name, colour: null }] });
  if (tags.length > 0) happens({ tags: call.tags.slice(1) });
  return told;
}

/** Calls as the provider would list them at an instant. */
const listed = (day: readonly (readonly Told[])[], at: number): Call[] =>
  day.flatMap((told) => told.findLast(({ asOf }) => asOf <= at)?.call ?? []);

const pull = (database: Database, day: readonly (readonly Told[])[], at: number): void =>
  void storeCalls(database, aircallAccount, listed(day, at), checkpoint, [], at);
const tell = (database: Database, told: readonly Told[]): void => {
  const texts = told.map((one) => ({ ...one, document: JSON.stringify(one.call), late: false }));
  applyTold(database, aircallAccount, texts, end);
};

/** What a desktop goes through: events in parcels, in any order, some twice, and pulls of any instant in between. */
const scenario = fc
  .array(plan, { minLength: 1, maxLength: 12 })
  .map((plans) => plans.map(toldOf))
  .chain((day) => {
    const all = day.flat();
    return fc.record({
      day: fc.constant(day),
      order: fc
        .tuple(
          fc.shuffledSubarray(all, { minLength: all.length }),
          fc.array(fc.constantFrom(...all), { maxLength: all.length }),
        )
        .map((both) => both.flat()),
      lost: fc.subarray(all),
      parcels: fc.infiniteStream(fc.integer({ min: 1, max: 6 })),
      /** By how many parcels were told before; when the pull had been asked for. */
      pulls: fc.array(fc.record({ after: fc.nat({ max: 20 }), at: fc.integer({ min: start, max: end }) }), {
        maxLength: 6,
      }),
    });
  });

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function lived({ day, order, parcels, pulls }: Scenario, lost: readonly Told[]): Database {
  const database = emptyDatabase();
  const left = order.filter((one) => !lost.includes(one));
  const sizes = parcels[Symbol.iterator]();
  for (let parcel = 0; parcel <= 20 || left.length > 0; parcel += 1) {
    for (const { after, at } of pulls) if (after === parcel) pull(database, day, at);
    const size: unknown = sizes.next().value;
    tell(database, left.splice(0, typeof size === 'number' ? size : 1));
  }
  return database;
}
const fresh = (day: readonly (readonly Told[])[]): Call[] => {
  const database = emptyDatabase();
  storeCalls(database, aircallAccount, listed(day, end), checkpoint);
  return storedOf(database);
};

describe('a day of calls that events tell of', () => {
  it('is what a fresh pull holds, whatever was shuffled, doubled and pulled in between', () => {
    fc.assert(
      fc.property(scenario, (told) => {
        expect(storedOf(lived(told, []))).toEqual(fresh(told.day));
      }),
      { numRuns: 150 },
    );
  });

  it('is that once it was pulled again where events were lost', () => {
    fc.assert(
      fc.property(scenario, (told) => {
        const database = lived(told, told.lost);
        pull(database, told.day, end);
        expect(storedOf(database)).toEqual(fresh(told.day));
      }),
      { numRuns: 150 },
    );
  });
});
