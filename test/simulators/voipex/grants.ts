import { randomUUID } from 'node:crypto';
import type { TokenDesk } from '../control/control-plane.ts';
import type { Access, Accesses } from './accesses.ts';
import type { VoipexSwitches } from './switches.ts';
import { type Claims, readJwt, signJwt } from './tokens.ts';

/** The token answer (2.2, 14.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_expires_in: number;
  readonly refresh_token: string;
  readonly token_type: 'Bearer';
  readonly 'not-before-policy': 0;
  readonly session_state: string;
  readonly scope: string;
  readonly id_token?: string;
}

/** Why a bearer token was refused. IPEX's services tell these apart in the message (2.8). */
export type Refusal = 'invalid' | 'expired' | 'revoked';

interface Session {
  /** Who it belongs to and the how-manieth it is: safe to print. */
  readonly label: string;
  readonly accessId: string;
  readonly openid: boolean;
  /** The only refresh token that still works: each use replaces it (2.4). [I] */
  refreshId: string;
  /** Access tokens that were not declared expired. */
  readonly accessIds: Set<string>;
  /** When the youngest access token ends, epoch ms. */
  accessUntil: number;
  revoked: boolean;
}

/** Sessions, their tokens and the end of both. Times come from the simulator's clock. */
export class Grants implements TokenDesk {
  readonly #accesses: Accesses;
  readonly #switches: () => VoipexSwitches;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Session>();
  #issuer = '';
  #issued = 0;

  constructor(accesses: Accesses, switches: () => VoipexSwitches, now: () => number) {
    this.#accesses = accesses;
    this.#switches = switches;
    this.#now = now;
  }

  /** Must be called once the auth server knows its address. */
  issueAs(issuer: string): void {
    this.#issuer = issuer;
  }

  /** How many token answers were given. */
  get issued(): number {
    return this.#issued;
  }

  begin(access: Access, openid: boolean): TokenAnswer {
    const id = randomUUID();
    const session = {
      label: `${access.email} #${String(this.#sessions.size + 1)}`,
      accessId: access.id,
      openid,
      refreshId: '',
      accessIds: new Set<string>(),
      accessUntil: 0,
      revoked: false,
    };
    this.#sessions.set(id, session);
    return this.#issue(id, session, access);
  }

  /** A fresh answer for a live refresh token, or null when it is unknown, used, revoked or too old. */
  refresh(token: string): TokenAnswer | null {
    const claims = this.#read(token, 'Refresh');
    if (typeof claims === 'string') return null;
    const session = this.#sessions.get(claims.session_state);
    if (session === undefined || session.revoked || session.refreshId !== claims.jti) return null;
    const access = this.#accessOf(session);
    return access === null ? null : this.#issue(claims.session_state, session, access);
  }

  /** Whose access token this is, or why it is refused. */
  check(token: string): Access | Refusal {
    const claims = this.#read(token, 'Bearer');
    if (typeof claims === 'string') return claims;
    const session = this.#sessions.get(claims.session_state);
    if (session === undefined || session.revoked) return 'revoked';
    if (!session.accessIds.has(claims.jti)) return 'expired';
    return this.#accessOf(session) ?? 'revoked';
  }

  list(): ReturnType<TokenDesk['list']> {
    return [...this.#sessions.values()].map(({ label, revoked, accessIds, accessUntil }) => ({
      label,
      state: revoked ? 'revoked' : accessIds.size === 0 || accessUntil <= this.#now() ? 'expired' : 'valid',
    }));
  }

  /** Makes the access tokens of one session, or of all, look expired; refresh tokens stay good. */
  expire(label: string | null): number {
    const sessions = this.#labelled(label).filter(({ accessIds }) => accessIds.size > 0);
    for (const { accessIds } of sessions) accessIds.clear();
    return sessions.length;
  }

  /** Ends one session, or all: its access and refresh tokens are refused from now on. */
  revoke(label: string | null): number {
    const sessions = this.#labelled(label).filter(({ revoked }) => !revoked);
    for (const session of sessions) session.revoked = true;
    return sessions.length;
  }

  #labelled(label: string | null): readonly Session[] {
    return [...this.#sessions.values()].filter((session) => label === null || session.label === label);
  }

  #accessOf(session: Session): Access | null {
    const all = [this.#accesses.full, this.#accesses.limited, ...this.#accesses.users];
    return all.find((a) => a.id === session.accessId) ?? null;
  }

  #read(token: string, type: 'Bearer' | 'Refresh'): Claims | Refusal {
    const claims = readJwt(token);
    // The key is shared by all simulators of the process: a neighbour's token is genuine, yet not ours.
    if (claims?.typ !== type || claims.iss !== this.#issuer) return 'invalid';
    if (claims.exp * 1000 <= this.#now()) return 'expired';
    return claims;
  }

  #issue(id: string, session: Session, access: Access): TokenAnswer {
    const { accessTokenLife, refreshTokenLife } = this.#switches();
    const iat = Math.floor(this.#now() / 1000);
    // The published sample has `profile email` without a scope asked for (2.2); `openid` adds itself and an id token. [I]
    const scope = session.openid ? 'openid profile email' : 'profile email';
    const base = { iat, iss: this.#issuer, sub: access.id, azp: 'api', session_state: id, scope };
    const person = {
      preferred_username: access.email,
      email: access.email,
      given_name: access.firstName,
      family_name: access.lastName,
    };
    const accessId = randomUUID();
    session.refreshId = randomUUID();
    session.accessIds.add(accessId);
    session.accessUntil = (iat + accessTokenLife) * 1000;
    this.#issued++;
    return {
      access_token: signJwt({
        ...base,
        ...person,
        exp: iat + accessTokenLife,
        jti: accessId,
        aud: 'account',
        typ: 'Bearer',
        permissions: access.impersonation ? ['impersonation'] : [],
      }),
      expires_in: accessTokenLife,
      refresh_expires_in: refreshTokenLife,
      refresh_token: signJwt({
        ...base,
        exp: iat + refreshTokenLife,
        jti: session.refreshId,
        aud: this.#issuer,
        typ: 'Refresh',
      }),
      token_type: 'Bearer',
      'not-before-policy': 0,
      session_state: id,
      scope,
      ...(session.openid
        ? {
            id_token: signJwt({
              ...base,
              ...person,
              exp: iat + accessTokenLife,
              jti: randomUUID(),
              aud: 'api',
              typ: 'ID',
            }),
          }
        : {}),
    };
  }
}
