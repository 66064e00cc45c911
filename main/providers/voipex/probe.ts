import { DeskError } from '../../failures.ts';
import { capability } from '../capability.ts';
import type { AgentIdentity } from '../../../domain/account.ts';
import type { Authority, ProvenAccess } from '../provider.ts';
import { tentatively, type VoipexClient } from './client.ts';
import { mergePeople } from './directory.ts';
import { type PbxFindings, readPbx } from './pbx.ts';
import { pragueDay } from './prague-time.ts';
import { mayBeTheCredential, sourced, type Sourced } from './sources.ts';
import { tokenOwner } from './token-owner.ts';
import type { PbxUser } from './wire-people.ts';

/** Which call log an access may read: the PBX's own, or only the central billing list (voipex.md 16.1 no. 5). */
export type Surface = 'ipbx' | 'central';

const probeWindowMs = 60 * 60 * 1000;

export interface ProbeParts {
  readonly client: VoipexClient;
  readonly authority: Authority;
  readonly now: number;
  /** What an earlier probe proved; null at sign-in. */
  readonly access: ProvenAccess | null;
}

/**
 * Asks each thing the app would read, and believes the answers rather than licence names. A 401 to a token that
 * works elsewhere is a missing right, so it is taken as an answer; only when nothing was answered may an older token be at
 * fault, and it is renewed once. Throws `provider-refused` when an access may read neither calls nor a switchboard.
 */
export async function probe(parts: ProbeParts, signal: AbortSignal): Promise<ProvenAccess> {
  const { authority, access } = parts;
  let answers = await askAll(parts, signal);
  let surface = surfaceOf(answers);
  if (surface === null && access !== null && mayBeTheCredential(answers.refusals)) {
    await authority.renewed(await authority.authorization(signal), signal);
    answers = await askAll(parts, signal);
    surface = surfaceOf(answers);
  }
  if (surface === null) throw answers.refusals[0] ?? new DeskError('provider-refused', { where: 'probe' });
  const owner = answers.findings.me?.email ?? tokenOwner(await authority.authorization(signal));
  return {
    ...conclude(answers, surface),
    // Empty when nobody says: a made-up name would make strangers look like one account.
    signedInAs: (owner ?? access?.signedInAs ?? '').slice(0, 200),
    agent: personOf(answers, surface, owner),
  };
}

async function askAll({ client, now }: ProbeParts, signal: AbortSignal) {
  const asked = tentatively('now', signal);
  const day = pragueDay(now);
  // Which log an account reads decides the ids of its calls, so it is never settled by a server that happened to be
  // down: only a refusal counts as an answer here, and a passing failure is thrown on.
  const ipbxCalls = await sourced(client.callRows({ from: now - probeWindowMs, to: now }, 1, 1, asked));
  const centralCalls: Sourced<unknown> | null =
    'value' in ipbxCalls ? null : await sourced(client.centralRows(day, day, asked));
  const listed = client.pbxUsers(asked);
  const [people, users, findings] = await Promise.all([
    capability(listed),
    listed.catch((): PbxUser[] => []), // why not is what `people` tells
    readPbx(client, asked),
  ]);
  const refusals = [ipbxCalls, centralCalls].flatMap((s) =>
    s !== null && 'failure' in s ? [s.failure] : [],
  );
  return { ipbxCalls, centralCalls, people, users, findings, refusals };
}

type Answers = Awaited<ReturnType<typeof askAll>>;

/** Null when neither calls nor a switchboard may be read. */
function surfaceOf({ ipbxCalls, centralCalls, people, findings }: Answers): Surface | null {
  if ('value' in ipbxCalls) return 'ipbx';
  if (centralCalls !== null && 'value' in centralCalls) return 'central';
  if (people === 'proven') return 'ipbx';
  return findings.pbx.length > 0 ? 'central' : null;
}

/**
 * The user an access stands for, or null for an access that is nobody's (voipex.md 16.1 no. 6): only the switchboard's
 * list of people tells them apart, since both kinds have an address and a name. `id` is the one that calls of the
 * switchboard's own log carry; rows of the central list name nobody, so there it is empty.
 */
function personOf(
  { users, findings }: Pick<Answers, 'users'> & { readonly findings: Pick<PbxFindings, 'me'> },
  surface: Surface,
  owner: string | null,
): AgentIdentity | null {
  const person = mergePeople(users, []).find({ id: findings.me?.id ?? null, login: owner });
  if (person === null) return null;
  const told = [findings.me?.firstName, findings.me?.lastName].filter((part) => part != null).join(' ');
  return {
    id: surface === 'ipbx' ? person.id.slice(0, 100) : '',
    name: (told === '' ? person.name : told).slice(0, 200),
    email: (owner ?? person.login)?.slice(0, 200) ?? null,
    company: null,
  };
}

function conclude(answers: Answers, surface: Surface): Omit<ProvenAccess, 'signedInAs' | 'agent'> {
  const { ipbxCalls, centralCalls, people, findings } = answers;
  const calls = surface === 'ipbx' ? ipbxCalls : centralCalls;
  return {
    capabilities: {
      calls: calls !== null && 'value' in calls ? 'proven' : 'refused',
      switchboard: surface === 'ipbx' ? people : findings.pbx.length > 0 ? 'proven' : 'refused',
      // Not tried: fetching a recording, ringing somebody or acting as somebody needs the user's wish. What the token
      // claims of itself is not asked: rights are what the provider grants, not what a text says.
      recordings: surface === 'ipbx' ? 'unknown' : 'refused',
      dial: surface === 'ipbx' ? 'unknown' : 'refused',
      impersonate: 'unknown',
    },
    pbx: findings.pbx,
    surface,
  };
}
