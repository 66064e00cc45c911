import { z } from 'zod';
import type { Capabilities } from '../../../../domain/account.ts';
import type { Clock } from '../../../clock.ts';
import { DeskError } from '../../../failures.ts';
import type { BusHost } from '../../bus-host.ts';
import type {
  Credential,
  ProviderContext,
  ProviderSession,
  ProvenAccess,
  PushedCredentials,
} from '../../provider.ts';
import { workspacePage } from '../translate.ts';
import { type BusSession, signInAtBus } from './bus-session.ts';
import type { SsoGrant } from './protocol.ts';
import type { BusCredentials } from './wire.ts';

/** Agent SSO: tells who the person at this desk is, and nothing else. The bus is no part of the public API. */
export interface AgentSso {
  /** False without an address of the bus or a place for its frame. */
  readonly offered: boolean;
  /** As `signInAtBus`; `invalid-request` when it is not offered. */
  signIn(grant: SsoGrant, clock: Clock, signal: AbortSignal): Promise<Credential>;
  authorization(credential: Credential): string;
  connect(context: ProviderContext): ProviderSession;
}

/** 003_d5fb4f046f5f5c62.txt. */
const idTokenMs = 15 * 60_000;
/** aircall.md 1.5, no. 8: counted from the sign-in, whatever is renewed meanwhile. */
const refreshTokenMs = 90 * 86_400_000;
/** A session that no account took over by then belongs to a sign-in that came to nothing. */
const unclaimedMs = 120_000;

/** Nobody listens while an account is connected anew; far fewer renewals come meanwhile. */
const valuesKept = 8;

const nothing: Capabilities = {
  calls: 'refused',
  switchboard: 'refused',
  recordings: 'refused',
  dial: 'refused',
  impersonate: 'refused',
};

const StoredGrant = z.union([
  z.strictObject({ idToken: z.string().min(1), refreshToken: z.string().min(1) }),
  z.strictObject({ legacyToken: z.string().min(1) }),
]);

/** Reads what we wrote into the keychain ourselves; anything else there means signing in again. */
function readStored(grant: string): z.infer<typeof StoredGrant> {
  try {
    return StoredGrant.parse(JSON.parse(grant));
  } catch {
    // The cause is dropped on purpose: a parser's message quotes what it parsed.
    throw new DeskError('not-signed-in', { where: 'stored credential' });
  }
}

function authorization({ grant }: Credential): string {
  const stored = readStored(grant);
  return `Bearer ${'legacyToken' in stored ? stored.legacyToken : stored.idToken}`;
}

function toCredential(credentials: BusCredentials, now: number): Credential {
  const common = { way: 'aircall-sso', obtainedAt: now } as const;
  if (credentials.kind === 'legacy') {
    const grant = JSON.stringify({ legacyToken: credentials.legacyToken });
    return { ...common, grant, expiresAt: null, renewableUntil: null };
  }
  const { idToken, refreshToken } = credentials;
  const grant = JSON.stringify({ idToken, refreshToken });
  return { ...common, grant, expiresAt: now + idTokenMs, renewableUntil: now + refreshTokenMs };
}

/** A session at the bus and the newest credential it gave. */
interface Live {
  readonly session: BusSession;
  credential: Credential;
  /** The last values given, newest first: by which the account that keeps one of them finds its session. */
  values: readonly string[];
  /** Null until an account took it over. */
  accountId: string | null;
  ended: boolean;
  listener: Parameters<PushedCredentials['listen']>[1] | null;
}

/** `bus`: address of the bus frame; it is not published, so there may be none. */
export function createAgentSso(bus: string | null, host: BusHost | null): AgentSso {
  const live = new Set<Live>();

  const close = (one: Live): void => {
    live.delete(one);
    one.session.close();
  };
  const closeUnclaimed = (): void => {
    for (const one of [...live]) if (one.accountId === null) close(one);
  };

  /** Sessions begun for nothing end: with their sign-in, with the next one, or after a while. */
  const keepUntilClaimed = (one: Live, clock: Clock, signal: AbortSignal): void => {
    closeUnclaimed();
    live.add(one);
    const giveUp = (): void => {
      if (one.accountId === null) close(one);
    };
    clock.sleep(unclaimedMs, signal).then(giveUp, giveUp);
  };

  const takeNews = (one: Live, clock: Clock): void => {
    one.session.listen({
      renewed({ idToken, refreshToken }) {
        if (one.credential.renewableUntil === null) return; // a legacy token is not renewed
        const renewed = toCredential({ kind: 'migrated', idToken, refreshToken }, clock.now());
        one.credential = { ...renewed, renewableUntil: one.credential.renewableUntil };
        one.values = [authorization(one.credential), ...one.values].slice(0, valuesKept);
        one.listener?.renewed(one.credential);
      },
      ended() {
        one.ended = true;
        one.listener?.ended();
      },
    });
  };

  /** The session that gave a credential, told by its value. */
  const sessionOf = (value: string): Live | undefined =>
    [...live].find(({ values }) => values.includes(value));

  const claim = (value: string, accountId: string): Live | undefined => {
    const one = sessionOf(value);
    if (one === undefined || (one.accountId !== null && one.accountId !== accountId)) return undefined;
    // One session an account: an earlier sign-in's is over.
    for (const other of [...live]) if (other !== one && other.accountId === accountId) close(other);
    one.accountId = accountId;
    return one;
  };

  const pushedOf = (accountId: string): PushedCredentials => ({
    listen(held, listener) {
      const one = claim(authorization(held), accountId);
      if (one === undefined) return () => undefined;
      one.listener = listener;
      if (one.credential.grant !== held.grant) listener.renewed(one.credential);
      if (one.ended) listener.ended();
      return () => {
        if (one.listener === listener) one.listener = null;
      };
    },
    release() {
      for (const one of [...live]) if (one.accountId === accountId) close(one);
    },
  });

  const probe = async (
    { access, authority }: ProviderContext,
    signal: AbortSignal,
  ): Promise<ProvenAccess> => {
    if (access !== null) {
      // Nobody can be asked anew; the credential is all there is, and only its end counts.
      await authority.authorization(signal).catch(unlessUnavailable);
      return access;
    }
    const agent = sessionOf(await authority.authorization(signal))?.session.agent;
    if (agent === undefined) throw new DeskError('provider-unavailable', { where: 'bus' });
    const signedInAs = agent.email ?? agent.name;
    return { signedInAs, capabilities: nothing, pbx: [], surface: null, agent };
  };

  return {
    offered: bus !== null && host !== null,
    async signIn(grant, clock, signal) {
      if (bus === null || host === null) throw new DeskError('invalid-request', { where: 'way' });
      const session = await signInAtBus(grant, { host, address: bus, clock }, signal);
      const credential = toCredential(session.credentials, clock.now());
      const values = [authorization(credential)];
      const one: Live = { session, credential, values, accountId: null, ended: false, listener: null };
      keepUntilClaimed(one, clock, signal);
      takeNews(one, clock);
      return credential;
    },
    authorization,
    connect: (context) => ({
      probe: (signal) => probe(context, signal),
      calls: null,
      switchboard: null,
      events: null,
      eventReader: null,
      doorbell: null,
      presence: null,
      presencePage: workspacePage,
      pushed: pushedOf(context.accountId),
    }),
  };
}

/**
 * The bus renews by itself and cannot be asked to; once it is gone (the app was started anew), a credential whose token
 * is old stands for the person all the same, until it is over.
 */
export async function renewSso({ renewableUntil }: Credential, clock: Clock): Promise<never> {
  if (renewableUntil !== null && clock.now() >= renewableUntil)
    throw new DeskError('not-signed-in', { where: 'agent SSO is over' });
  throw new DeskError('provider-unavailable', { where: 'bus' });
}

function unlessUnavailable(error: unknown): void {
  if (!(error instanceof DeskError) || error.code !== 'provider-unavailable') throw error;
}
