import { describe, expect, it } from 'vitest';
import type { SessionMark } from '../../../relay/store/session-store.ts';
import type { StoreBench } from './conformance.ts';

const at = 1_795_172_400_000;
const mark = (generation: number, change: Partial<SessionMark> = {}): SessionMark => ({
  id: 'a',
  generation,
  company: '7',
  issuedAt: at,
  ...change,
});

/** What every store must know of sessions and webhooks. */
export function describeSessionStore(name: string, open: () => Promise<StoreBench>): void {
  describe(`sessions in ${name}`, () => {
    it('are good though the store knows nothing of them', async () => {
      const { store } = await open();
      expect(await store.useSession(mark(1), at)).toBe(true);
      expect(await store.useSession(mark(9), at)).toBe(true);
    });

    it('get the next generation, and the same one when asked again', async () => {
      const { store } = await open();
      expect(await store.renewSession(mark(1), at)).toBe(2);
      expect(await store.renewSession(mark(1), at + 1)).toBe(2);
      expect(await store.renewSession(mark(2), at + 2)).toBe(3);
      expect(await store.useSession(mark(3), at + 3)).toBe(true);
    });

    it('stay good in the generation before for as long as nobody has used the newest', async () => {
      const { store } = await open();
      await store.renewSession(mark(1), at);
      const nextDay = at + 86_400_000;
      expect(await store.useSession(mark(1), nextDay)).toBe(true);
      expect(await store.renewSession(mark(1), nextDay)).toBe(2);
    });

    it('stay good in the generation before for a minute after the newest was used, and not a moment more', async () => {
      const { store } = await open();
      await store.renewSession(mark(1), at);
      expect(await store.useSession(mark(2), at)).toBe(true);
      expect(await store.useSession(mark(2), at + 50_000)).toBe(true);
      expect(await store.useSession(mark(1), at + 60_000)).toBe(true);
      expect(await store.renewSession(mark(1), at + 60_000)).toBe(2);
      expect(await store.useSession(mark(1), at + 60_001)).toBe(false);
    });

    it('are over for everybody when a copy of an older generation turns up', async () => {
      const { store } = await open();
      await store.renewSession(mark(1), at);
      await store.renewSession(mark(2), at);
      expect(await store.renewSession(mark(1), at)).toBeNull();
      expect(await store.useSession(mark(3), at)).toBe(false);
      expect(await store.renewSession(mark(3), at)).toBeNull();
      expect(await store.endedAmong([mark(3), mark(1, { id: 'b' })])).toEqual(new Set(['a']));
    });

    it('are over once ended, in every generation', async () => {
      const { store } = await open();
      await store.renewSession(mark(1), at);
      await store.endSession('a');
      for (const generation of [1, 2, 3]) {
        expect(await store.useSession(mark(generation), at)).toBe(false);
        expect(await store.renewSession(mark(generation), at)).toBeNull();
      }
      expect(await store.useSession(mark(1, { id: 'b' }), at)).toBe(true);
    });

    it('of a company end together, those that are issued later not', async () => {
      const { store } = await open();
      await store.endCompany('7', at + 10);
      expect(await store.useSession(mark(1, { issuedAt: at + 10 }), at + 20)).toBe(false);
      expect(await store.renewSession(mark(1, { issuedAt: at + 10 }), at + 20)).toBeNull();
      const later = mark(1, { id: 'b', issuedAt: at + 11 });
      const other = mark(1, { id: 'c', company: '8' });
      expect(await store.useSession(later, at + 20)).toBe(true);
      expect(await store.useSession(other, at + 20)).toBe(true);
      expect(await store.endedAmong([mark(1), later, other])).toEqual(new Set(['a']));
      expect(await store.endedAmong([])).toEqual(new Set());
    });

    it('give exactly one next generation to many who ask at once', async () => {
      const { store } = await open();
      const asked = await Promise.all(Array.from({ length: 20 }, () => store.renewSession(mark(1), at)));
      expect(new Set(asked)).toEqual(new Set([2]));
    });
  });

  describe(`webhooks in ${name}`, () => {
    it('are of the company that claimed them first', async () => {
      const { store } = await open();
      expect(await store.companyOfWebhook('w', at)).toBeNull();
      expect(await store.claimWebhook('w', '7', at)).toBe('claimed');
      expect(await store.claimWebhook('w', '7', at)).toBe('claimed');
      expect(await store.claimWebhook('w', '8', at)).toBe('taken');
      expect(await store.companyOfWebhook('w', at)).toBe('7');
      expect(await store.companyOfWebhook('v', at)).toBeNull();
    });

    it('are forgotten a month after they were last heard of', async () => {
      const { store, pass } = await open();
      const day = 86_400_000;
      await store.claimWebhook('w', '7', at);
      await pass(29 * day);
      expect(await store.companyOfWebhook('w', at + 29 * day)).toBe('7');
      await pass(29 * day);
      expect(await store.companyOfWebhook('w', at + 58 * day)).toBe('7');
      await pass(30 * day);
      expect(await store.companyOfWebhook('w', at + 88 * day)).toBeNull();
      expect(await store.claimWebhook('w', '8', at + 88 * day)).toBe('claimed');
    });

    it('are forgotten when their company has ended', async () => {
      const { store } = await open();
      await store.claimWebhook('v', '7', at);
      await store.claimWebhook('w', '7', at);
      await store.claimWebhook('x', '8', at);
      await store.endCompany('7', at);
      expect(await store.companyOfWebhook('v', at)).toBeNull();
      expect(await store.companyOfWebhook('w', at)).toBeNull();
      expect(await store.companyOfWebhook('x', at)).toBe('8');
    });

    it('are two hundred of a company at most: the quietest gives way', async () => {
      const { store } = await open();
      for (let index = 0; index < 200; index += 1) await store.claimWebhook(`w${index}`, '7', at + index);
      await store.companyOfWebhook('w0', at + 300);
      await store.claimWebhook('one more', '7', at + 301);
      expect(await store.companyOfWebhook('w1', at + 302)).toBeNull();
      expect(await store.companyOfWebhook('w0', at + 302)).toBe('7');
      expect(await store.companyOfWebhook('one more', at + 302)).toBe('7');
    });
  });
}
