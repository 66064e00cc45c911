import { idOf } from '../identity.ts';

/** A number to be dialled (4.5). */
export interface Entry {
  readonly id: number;
  /** E.164. */
  readonly number: string;
  readonly called: boolean;
  /** Epoch ms. */
  readonly createdAt: number;
}

/** A Power Dialer campaign; a user has one at most (4.5). */
export interface Campaign {
  readonly id: number;
  readonly createdAt: number;
  readonly entries: readonly Entry[];
}

/** Campaigns by the position of their user. None is there until a client makes it. */
export class CampaignBook {
  readonly #campaigns = new Map<number, Campaign>();
  #made = 0;
  #entries = 0;

  of(user: number): Campaign | null {
    return this.#campaigns.get(user) ?? null;
  }

  /**
   * Appends numbers to the user's campaign, making it when there is none. Returns those that were there already and
   * wait to be called: they are left as they are, the others are appended all the same (5.3).
   */
  add(user: number, numbers: readonly string[], now: number): readonly string[] {
    const campaign = this.of(user) ?? { id: idOf('campaign', this.#made++), createdAt: now, entries: [] };
    const waiting = new Set(campaign.entries.filter(({ called }) => !called).map(({ number }) => number));
    const repeated = numbers.filter((number) => waiting.has(number));
    const fresh = [...new Set(numbers)].filter((number) => !waiting.has(number));
    const entries = fresh.map((number) => ({
      ...{ id: idOf('campaignEntry', this.#entries++), number, called: false, createdAt: now },
    }));
    this.#campaigns.set(user, { ...campaign, entries: [...campaign.entries, ...entries] });
    return repeated;
  }

  /** False when the campaign has no such entry. */
  remove(user: number, entry: number): boolean {
    const campaign = this.of(user);
    const entries = campaign?.entries.filter(({ id }) => id !== entry) ?? [];
    if (campaign === null || entries.length === campaign.entries.length) return false;
    this.#campaigns.set(user, { ...campaign, entries });
    return true;
  }

  delete(user: number): void {
    this.#campaigns.delete(user);
  }
}
