import type { RelayClock } from '../ports.ts';
import {
  mostWebhooks,
  overlapMs,
  type SessionMark,
  type SessionStore,
  sessionTtlMs,
  webhookTtlMs,
} from './session-store.ts';
import { Shelf } from './shelf.ts';

interface KeptSession {
  readonly generation: number;
  /** When the newest generation was first used. */
  readonly usedAt: number | null;
  readonly ended: boolean;
}

/** Sessions and webhooks in memory. What was ended is forgotten with the process, and so is whose a webhook is. */
export function createMemorySessions(
  clock: RelayClock,
  most: number,
): { readonly methods: SessionStore; sweep(): void } {
  const sessions = new Shelf<KeptSession>(clock, most);
  const companies = new Shelf<number>(clock, most);
  const webhooks = new Shelf<string>(clock, most);
  /** Hashes of each company's tokens, the one that was quiet longest first. */
  const tokensOf = new Map<string, Set<string>>();

  const isCompanyEnded = ({ company, issuedAt }: SessionMark): boolean =>
    issuedAt <= (companies.get(company) ?? -1);
  const isOverlapping = ({ usedAt }: KeptSession, now: number): boolean =>
    usedAt === null || now - usedAt <= overlapMs;
  const end = (id: string): void =>
    sessions.put(id, { generation: 0, usedAt: null, ended: true }, sessionTtlMs);

  const bind = (tokenHash: string, company: string): void => {
    webhooks.put(tokenHash, company, webhookTtlMs);
    const tokens = tokensOf.get(company) ?? new Set();
    tokensOf.set(company, tokens);
    tokens.delete(tokenHash);
    tokens.add(tokenHash);
    const [quietest] = tokens;
    if (tokens.size <= mostWebhooks || quietest === undefined) return;
    tokens.delete(quietest);
    webhooks.delete(quietest);
  };

  return {
    sweep() {
      sessions.sweep();
      companies.sweep();
      webhooks.sweep();
      for (const [company, tokens] of tokensOf) {
        for (const token of tokens) if (webhooks.get(token) === null) tokens.delete(token);
        if (tokens.size === 0) tokensOf.delete(company);
      }
    },
    methods: {
      async useSession(session, now) {
        if (isCompanyEnded(session)) return false;
        const { id, generation } = session;
        const kept = sessions.get(id);
        if (kept === null) return true;
        if (kept.ended) return false;
        if (generation >= kept.generation) {
          if (generation > kept.generation || kept.usedAt === null)
            sessions.put(id, { generation, usedAt: now, ended: false }, sessionTtlMs);
          return true;
        }
        if (generation === kept.generation - 1 && isOverlapping(kept, now)) return true;
        end(id);
        return false;
      },
      async renewSession(session, now) {
        if (isCompanyEnded(session)) return null;
        const { id, generation } = session;
        const kept = sessions.get(id);
        if (kept?.ended === true) return null;
        if (kept === null || generation >= kept.generation) {
          sessions.put(id, { generation: generation + 1, usedAt: null, ended: false }, sessionTtlMs);
          return generation + 1;
        }
        if (generation === kept.generation - 1 && isOverlapping(kept, now)) return kept.generation;
        end(id);
        return null;
      },
      async endSession(id) {
        end(id);
      },
      async endCompany(company, now) {
        companies.put(company, now, sessionTtlMs);
        for (const token of tokensOf.get(company) ?? []) webhooks.delete(token);
        tokensOf.delete(company);
      },
      async endedAmong(marks) {
        const ended = marks.filter((mark) => sessions.get(mark.id)?.ended === true || isCompanyEnded(mark));
        return new Set(ended.map(({ id }) => id));
      },
      async claimWebhook(tokenHash, company) {
        const owner = webhooks.get(tokenHash);
        if (owner !== null && owner !== company) return 'taken';
        bind(tokenHash, company);
        return 'claimed';
      },
      async companyOfWebhook(tokenHash) {
        const company = webhooks.get(tokenHash);
        if (company !== null) bind(tokenHash, company);
        return company;
      },
    },
  };
}
