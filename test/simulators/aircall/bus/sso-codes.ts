import { hash } from '../../world/draw.ts';

interface Granted {
  readonly redirectUrl: string;
  readonly person: number;
  readonly at: number;
  used: boolean;
}

const codeLifeMs = 600_000;

/** The codes of the identity host: for one person, one redirect and one use; ten minutes, as those of OAuth ([I]). */
export class SsoCodes {
  readonly #seed: number;
  readonly #codes = new Map<string, Granted>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A code in the form of the documented one, a UUID. `now` is epoch ms. */
  grant(person: number, redirectUrl: string, now: number): string {
    const part = (n: number) => hash(this.#seed, 61, this.#codes.size, n).toString(16).padStart(8, '0');
    const [a, b, c, d] = [part(0), part(1), part(2), part(3)];
    const code = `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
    this.#codes.set(code, { redirectUrl, person, at: now, used: false });
    return code;
  }

  /** The person a code stands for, or the word for why it stands for nobody. A right use is the only one. */
  take(code: string, redirectUrl: string, now: number): number | string {
    const granted = this.#codes.get(code);
    if (granted === undefined) return 'invalid_code';
    if (granted.used) return 'code_already_used';
    if (now - granted.at > codeLifeMs) return 'code_expired';
    if (granted.redirectUrl !== redirectUrl) return 'redirect_mismatch';
    granted.used = true;
    return granted.person;
  }
}
