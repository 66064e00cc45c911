import { describe, expect, it } from 'vitest';
import type { StoreBench } from './conformance.ts';

/** What every store must know of shared polling. */
export function describePollingStore(name: string, open: () => Promise<StoreBench>): void {
  describe(`shared polling in ${name}`, () => {
    it('keeps one access for each company, the newest, for a month', async () => {
      const { store, pass } = await open();
      expect(await store.readAccess('7')).toBeNull();
      await store.keepAccess('7', 'one');
      await store.keepAccess('8', 'other');
      await store.keepAccess('7', 'two');
      expect([await store.readAccess('7'), await store.readAccess('8')]).toEqual(['two', 'other']);
      await pass(30 * 86_400_000);
      expect(await store.readAccess('7')).toBeNull();
    });

    it('forgets an access only while it is the one', async () => {
      const { store } = await open();
      await store.keepAccess('7', 'two');
      await store.dropAccess('7', 'one');
      expect(await store.readAccess('7')).toBe('two');
      await store.dropAccess('7', 'two');
      expect(await store.readAccess('7')).toBeNull();
    });

    it('knows for a quarter of an hour that something was delivered', async () => {
      const { store, pass } = await open();
      expect(await store.wasDelivered('7')).toBe(false);
      await store.noteDelivery('7');
      expect([await store.wasDelivered('7'), await store.wasDelivered('8')]).toEqual([true, false]);
      await pass(15 * 60_000);
      expect(await store.wasDelivered('7')).toBe(false);
    });

    it('has the one who polls go on', async () => {
      const { store } = await open();
      expect(await store.lease('7', 'a', 1000)).toBe(true);
      expect(await store.lease('7', 'a', 1000)).toBe(true);
      await store.release('7', 'a');
      expect(await store.lease('7', 'b', 1000)).toBe(true);
    });
  });
}
