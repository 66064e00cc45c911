import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type MediaKind = 'recording' | 'voicemail';

const folders: Readonly<Record<MediaKind, string>> = { recording: 'recordings', voicemail: 'voicemails' };
const shortNames: Readonly<Record<MediaKind, string>> = { recording: 'r', voicemail: 'v' };

/** Signs addresses that work without a credential until they expire, as object stores do (4.1). */
export class MediaSigner {
  readonly #secret = randomBytes(32);

  /** Path and query of the mp3; `expires` in epoch seconds. */
  file(kind: MediaKind, callId: number, expires: number): string {
    return this.#signed(`/media/${folders[kind]}/${String(callId)}.mp3`, expires);
  }

  /** Path and query of the short address. */
  short(kind: MediaKind, callId: number, expires: number): string {
    return this.#signed(`/s/${shortNames[kind]}/${String(callId)}`, expires);
  }

  /** Whether path, expiry and signature belong together and the time has not come. `now` in epoch ms. */
  accepts(path: string, expires: string, signature: string, now: number): boolean {
    const right = Buffer.from(this.#sign(path, expires));
    const given = Buffer.from(signature);
    if (right.length !== given.length || !timingSafeEqual(right, given)) return false;
    return now < Number(expires) * 1000;
  }

  #signed(path: string, expires: number): string {
    return `${path}?expires=${String(expires)}&signature=${this.#sign(path, String(expires))}`;
  }

  #sign(path: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${expires}`).digest('hex');
  }
}
