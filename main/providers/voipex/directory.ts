import { DeskError } from '../../failures.ts';
import type { Agent } from '../../../domain/call.ts';
import { type Manner, tentatively, type VoipexClient } from './client.ts';
import type { Member, PbxUser } from './wire-people.ts';

/** A person of the switchboard, from whichever list knows them. */
export interface Colleague {
  /** The platform's id; the switchboard's own number is `pbxUserId`. */
  readonly id: string;
  readonly pbxUserId: string | null;
  readonly name: string;
  readonly login: string | null;
  readonly extension: string | null;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
}

/** Finds people by the many ways VoIPEX refers to them (voipex.md 16.1 no. 13 and 14). */
export class Colleagues {
  readonly all: readonly Colleague[];
  readonly #byReference = new Map<string, Colleague>();

  constructor(colleagues: readonly Colleague[]) {
    this.all = colleagues;
    for (const colleague of colleagues) {
      const { id, pbxUserId, login, extension } = colleague;
      for (const [kind, value] of Object.entries({ id, pbxUserId, login, extension })) {
        if (value !== null) this.#byReference.set(`${kind}:${value.toLowerCase()}`, colleague);
      }
    }
  }

  /** By platform id, the switchboard's own number, login or extension; the first that is known. */
  find(reference: {
    readonly id?: string | null;
    readonly pbxUserId?: string | null;
    readonly login?: string | null;
    readonly extension?: string | null;
  }): Colleague | null {
    for (const kind of ['id', 'pbxUserId', 'login', 'extension'] as const) {
      const value = reference[kind];
      const found = value == null ? undefined : this.#byReference.get(`${kind}:${value.toLowerCase()}`);
      if (found !== undefined) return found;
    }
    return null;
  }
}

/** Merges the users of the PBX with the members of its call centre; either list may be missing. */
export function mergePeople(users: readonly PbxUser[], members: readonly Member[]): Colleagues {
  const memberById = new Map(members.map((member) => [member.userId, member]));
  const fromUsers = users.map((user): Colleague => {
    const member = memberById.get(user.id);
    return {
      id: user.id,
      pbxUserId: user.pbxUserId ?? member?.pbxUserId ?? null,
      name: nameOf([user.name, user.surname], user.login, user.id),
      login: user.login ?? member?.login ?? null,
      extension: user.exten ?? member?.exten?.number ?? null,
      queues: member?.queues ?? [],
    };
  });
  const known = new Set(users.map(({ id }) => id));
  const membersOnly = members
    .filter(({ userId }) => !known.has(userId))
    .map((member): Colleague => ({
      id: member.userId,
      pbxUserId: member.pbxUserId,
      name: nameOf([member.firstName, member.lastName], member.login, member.userId),
      login: member.login,
      extension: member.exten?.number ?? null,
      queues: member.queues,
    }));
  return new Colleagues([...fromUsers, ...membersOnly]);
}

function nameOf(parts: readonly (string | null)[], login: string | null, id: string): string {
  const name = parts.filter((part) => part !== null).join(' ');
  return name === '' ? (login ?? id) : name;
}

/** The agent of a call-log row: its owner by id or login, under the name the directory knows. Null when it has none. */
export function agentOf(
  row: { readonly userId: string | null; readonly login: string | null; readonly extension: string | null },
  colleagues: Colleagues,
): Agent | null {
  const { userId, login, extension } = row;
  const id = userId ?? login;
  if (id === null) return null;
  const colleague = colleagues.find({ id: userId, pbxUserId: userId, login });
  return {
    id: colleague?.id ?? id,
    name: colleague?.name ?? login ?? id,
    extension: extension ?? colleague?.extension ?? null,
  };
}

/** The people of one session, read once and shared by the call log (which knows only logins) and the switchboard. */
export interface Directory {
  /** Reads them when nobody has yet; an access that may not see them gets an empty directory. */
  known(askManner: Manner): Promise<Colleagues>;
  replace(colleagues: Colleagues): void;
}

export function createDirectory(client: VoipexClient): Directory {
  let kept: Colleagues | null = null;
  return {
    async known(asked) {
      if (kept !== null) return kept;
      try {
        kept = mergePeople(await client.pbxUsers(tentatively(asked.urgency, asked.signal)), []);
      } catch (error) {
        // Names are a courtesy of the call log: without them it shows logins until the switchboard has been read. But
        // where the calls could not be read either, nothing is stored with a login in the place of a name.
        const mere = error instanceof DeskError && error.code !== 'rate-limited' && error.code !== 'offline';
        if (!mere) throw error;
        kept = new Colleagues([]);
      }
      return kept;
    },
    replace: (colleagues) => {
      kept = colleagues;
    },
  };
}
