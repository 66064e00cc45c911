import type { Clock } from '../clock.ts';
import type { Credential } from '../providers/provider.ts';

export interface Lifetime {
  /** A credential came into our hands now. */
  begin(credential: Credential): void;
  /** How long ago it was obtained, ms. */
  ageMs(credential: Credential): number;
  /** Time to renew: at 80 % of its life or a minute before its end, whichever is earlier (voipex.md 2.3). */
  isDue(credential: Credential): boolean;
  /** No longer of any use. */
  isOver(credential: Credential): boolean;
}

const renewAtShare = 0.8;
const renewBeforeEndMs = 60_000;

/**
 * The age of a credential by whichever clock says more. The wall clock counts while the machine sleeps but may be
 * set back; the monotonic one cannot be set but may stand still during sleep and knows nothing of earlier runs.
 */
export function createLifetime(clock: Clock, monotonic: () => number): Lifetime {
  let began = { monotonic: monotonic(), age: 0 };

  const ageMs = (credential: Credential): number =>
    Math.max(clock.now() - credential.obtainedAt, monotonic() - began.monotonic + began.age);
  const lifeMs = (credential: Credential): number =>
    credential.expiresAt === null ? Infinity : credential.expiresAt - credential.obtainedAt;

  return {
    ageMs,
    begin(credential) {
      const age = clock.now() - credential.obtainedAt;
      // Obtained in the future: the clock was set back since. How old it really is nobody knows; take it as due.
      began = { monotonic: monotonic(), age: age < 0 ? lifeMs(credential) * renewAtShare : age };
      if (!Number.isFinite(began.age)) began.age = 0;
    },
    isDue(credential) {
      const life = lifeMs(credential);
      // A life of under two minutes would otherwise be due at birth, and every request would renew.
      return ageMs(credential) >= Math.max(Math.min(life * renewAtShare, life - renewBeforeEndMs), life / 2);
    },
    isOver: (credential) => ageMs(credential) >= lifeMs(credential),
  };
}
