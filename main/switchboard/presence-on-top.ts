import type { LiveCall, Person, Presence } from '../../domain/switchboard.ts';
import type { Journal, PresenceFact } from './journal.ts';

/** Presence of an account's people: as they were read or as events told it, with their calls on top. */
export interface PresenceBoard {
  /** False when it says nothing newer. */
  tell(fact: PresenceFact): boolean;
  /**
   * `people` as they were read at `readAt` (the provider's epoch ms). A person that is shown as before is the same object
   * as before. `unsure`: how many are left by a call in a state that nobody told.
   */
  shown(
    people: readonly Person[],
    readAt: number,
    calls: readonly LiveCall[],
  ): { readonly people: Person[]; readonly unsure: number };
}

interface Resting {
  readonly presence: Presence;
  readonly word: string | null;
  readonly since: number | null;
}

const isOfCalls = (presence: Presence): boolean => presence === 'on-call' || presence === 'ringing';

export function createPresenceBoard(journal: Pick<Journal, 'freedAt'>): PresenceBoard {
  const facts = new Map<string, PresenceFact>();
  /** The last that was known of people while they were on no call. */
  const rested = new Map<string, Resting>();
  const before = new Map<string, Person>();

  /** What a person is but for their calls; null when a call that is over is all that is known of. */
  const restingOf = (person: Person, readAt: number): Resting | null => {
    const fact = facts.get(person.id);
    const isLater = fact !== undefined && fact.asOf >= readAt;
    const told: Resting = isLater
      ? { presence: fact.presence, word: fact.word, since: fact.asOf }
      : { presence: person.presence, word: person.presenceWord, since: person.since };
    if (!isOfCalls(told.presence)) {
      rested.set(person.id, told);
      return told;
    }
    const asOf = isLater ? fact.asOf : readAt;
    const freedAt = journal.freedAt(person.id);
    if (freedAt === null || freedAt < asOf) return told;
    const as = rested.get(person.id);
    return as === undefined ? null : { ...as, since: freedAt };
  };

  const onTop = (person: Person, resting: Resting | null, call: LiveCall | undefined): Person => {
    const { presence, word, since } = resting ?? { presence: 'unknown', word: null, since: null };
    if (call === undefined) return { ...person, presence, presenceWord: word, since, liveCallId: null };
    return {
      ...person,
      presence: call.state === 'ringing' && presence !== 'on-call' ? 'ringing' : 'on-call',
      presenceWord: word,
      since: call.startedAt,
      liveCallId: call.id,
    };
  };

  return {
    tell(fact) {
      const known = facts.get(fact.personId);
      if (known !== undefined && known.asOf > fact.asOf) return false;
      facts.set(fact.personId, fact);
      return known?.presence !== fact.presence || known.word !== fact.word;
    },
    shown(people, readAt, calls) {
      const callOf = callByPerson(calls);
      let unsure = 0;
      const shown = people.map((person) => {
        const call = callOf.get(person.id);
        const resting = restingOf(person, readAt);
        if (resting === null && call === undefined) unsure += 1;
        const now = onTop(person, resting, call);
        const as = before.get(person.id);
        if (as !== undefined && samePerson(as, now)) return as;
        before.set(person.id, now);
        return now;
      });
      return { people: shown, unsure };
    },
  };
}

/** The call a person is on: the one they talk in before one that rings. */
function callByPerson(calls: readonly LiveCall[]): ReadonlyMap<string, LiveCall> {
  const found = new Map<string, LiveCall>();
  for (const call of calls) {
    const people = call.personId === null ? call.ringing : [call.personId, ...call.ringing];
    for (const personId of people) {
      const isTheirs = personId === call.personId && call.state !== 'ringing';
      if (isTheirs ? found.get(personId)?.state !== 'talking' : !found.has(personId))
        found.set(personId, call);
    }
  }
  return found;
}

const samePerson = (a: Person, b: Person): boolean =>
  a.presence === b.presence &&
  a.presenceWord === b.presenceWord &&
  a.since === b.since &&
  a.liveCallId === b.liveCallId &&
  a.name === b.name &&
  a.email === b.email &&
  a.extension === b.extension &&
  a.teamIds.length === b.teamIds.length &&
  a.teamIds.every((id, index) => id === b.teamIds[index]);
