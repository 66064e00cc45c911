import { describe, expect, it } from 'vitest';
import type { Landing, Store, StoredResult, Transaction } from '../../../relay/store/store.ts';
import { random256 } from '../relay-under-test.ts';

export interface StoreBench {
  /** Over an empty place. */
  readonly store: Store;
  /** Lets time pass for what the store keeps. */
  readonly pass: (this: void, ms: number) => Promise<void>;
}

const transaction = (): Transaction => ({
  kind: 'aircall',
  upstreamState: random256(),
  challenge: random256(),
  state: random256(),
  loopback: '49152.AAAAAAAAAAAAAAAAAAAAAA',
});
const landing = (): Landing => ({ state: random256(), loopback: null, expiresAt: 1_800_000_000_000 });
const result = (challenge: string): StoredResult => ({ sealed: 'sealed', challenge, landing: landing() });

/** What every store must do, whatever it keeps things in. */
export function describeStore(name: string, open: () => Promise<StoreBench>): void {
  describe(`the relay's store in ${name}`, () => {
    it('gives a transaction back as it was, to read any number of times', async () => {
      const { store } = await open();
      const kept = transaction();
      await store.keepTransaction('a', kept, 1000);
      expect(await store.readTransaction('a')).toEqual(kept);
      expect(await store.readTransaction('a')).toEqual(kept);
      expect(await store.readTransaction('b')).toBeNull();
      const install: Transaction = { kind: 'install', upstreamState: random256() };
      await store.keepTransaction('b', install, 1000);
      expect(await store.readTransaction('b')).toEqual(install);
    });

    it('lets exactly one of many take a transaction', async () => {
      const { store } = await open();
      const kept = transaction();
      await store.keepTransaction('a', kept, 1000);
      const taken = await Promise.all(Array.from({ length: 40 }, () => store.takeTransaction('a')));
      expect(taken.filter((one) => one !== null)).toEqual([kept]);
      expect(await store.readTransaction('a')).toBeNull();
    });

    it('forgets a transaction when its time is over', async () => {
      const { store, pass } = await open();
      await store.keepTransaction('a', transaction(), 1000);
      await pass(900);
      expect(await store.readTransaction('a')).not.toBeNull();
      await pass(100);
      expect(await store.readTransaction('a')).toBeNull();
      expect(await store.takeTransaction('a')).toBeNull();
    });

    it('lets exactly one of many receipts redeem', async () => {
      const { store } = await open();
      const challenge = random256();
      await store.keepResult('a', result(challenge), 1000);
      const receipts = Array.from({ length: 40 }, random256);
      const all = await Promise.all(receipts.map((receipt) => store.redeem('a', challenge, receipt)));
      expect(all.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1);
      expect(all.filter(({ outcome }) => outcome === 'used')).toHaveLength(39);
    });

    it('repeats its answer for the same receipt only', async () => {
      const { store } = await open();
      const challenge = random256();
      await store.keepResult('a', result(challenge), 1000);
      const receipt = random256();
      const first = await store.redeem('a', challenge, receipt);
      expect(first).toEqual({ outcome: 'redeemed', sealed: 'sealed' });
      expect(await store.redeem('a', challenge, receipt)).toEqual(first);
      expect(await store.redeem('a', challenge, random256())).toEqual({ outcome: 'used' });
      expect(await store.redeem('a', challenge, null)).toEqual({ outcome: 'used' });
      expect(await store.redeem('a', challenge, receipt)).toEqual(first);
    });

    it('answers once without a receipt and keeps nothing then', async () => {
      const { store } = await open();
      const challenge = random256();
      await store.keepResult('a', result(challenge), 1000);
      expect(await store.redeem('a', challenge, null)).toMatchObject({ outcome: 'redeemed' });
      expect(await store.pending()).toEqual({ transactions: 0, results: 0 });
      expect(await store.redeem('a', challenge, null)).toEqual({ outcome: 'unknown' });
    });

    it('survives four wrong verifiers and burns at the fifth', async () => {
      const { store } = await open();
      const challenge = random256();
      await store.keepResult('a', result(challenge), 1000);
      await store.keepResult('b', result(challenge), 1000);
      const wrong = { outcome: 'wrong-verifier' };
      for (let turn = 0; turn < 4; turn += 1) {
        expect(await store.redeem('a', random256(), random256())).toEqual(wrong);
        expect(await store.redeem('b', random256(), null)).toEqual(wrong);
      }
      expect(await store.redeem('a', challenge, random256())).toMatchObject({ outcome: 'redeemed' });
      expect(await store.redeem('b', random256(), null)).toEqual(wrong);
      expect(await store.redeem('b', challenge, null)).toEqual({ outcome: 'unknown' });
    });

    it('counts wrong verifiers of acks with those of redeems', async () => {
      const { store } = await open();
      const challenge = random256();
      await store.keepResult('a', result(challenge), 1000);
      for (let turn = 0; turn < 4; turn += 1) await store.redeem('a', random256(), null);
      expect(await store.forget('a', random256())).toBe('wrong-verifier');
      expect(await store.forget('a', challenge)).toBe('unknown');
    });

    it('forgets a result when told with the right verifier', async () => {
      const { store } = await open();
      const challenge = random256();
      await store.keepResult('a', result(challenge), 1000);
      const receipt = random256();
      await store.redeem('a', challenge, receipt);
      expect(await store.forget('a', random256())).toBe('wrong-verifier');
      expect(await store.forget('a', challenge)).toBe('forgotten');
      expect(await store.forget('a', challenge)).toBe('unknown');
      expect(await store.redeem('a', challenge, receipt)).toEqual({ outcome: 'unknown' });
      expect(await store.pending()).toEqual({ transactions: 0, results: 0 });
    });

    it('forgets a result when its time is over, redeemed or not', async () => {
      const { store, pass } = await open();
      const challenge = random256();
      const receipt = random256();
      await store.keepResult('a', result(challenge), 1000);
      await store.keepResult('b', result(challenge), 1000);
      await pass(900);
      expect(await store.redeem('a', challenge, receipt)).toMatchObject({ outcome: 'redeemed' });
      await store.redeem('b', random256(), receipt);
      await pass(100);
      expect(await store.redeem('a', challenge, receipt)).toEqual({ outcome: 'unknown' });
      expect(await store.redeem('b', challenge, receipt)).toEqual({ outcome: 'unknown' });
      expect(await store.forget('a', challenge)).toBe('unknown');
    });

    it('tells the landing page about a result until it is redeemed', async () => {
      const { store } = await open();
      const challenge = random256();
      const kept = result(challenge);
      await store.keepResult('a', kept, 1000);
      expect(await store.readLanding('b')).toBeNull();
      expect(await store.readLanding('a')).toEqual(kept.landing);
      await store.redeem('a', challenge, random256());
      expect(await store.readLanding('a')).toBeNull();
    });

    it('counts what is pending', async () => {
      const { store, pass } = await open();
      for (const id of ['a', 'b', 'c']) await store.keepTransaction(id, transaction(), 1000);
      await store.takeTransaction('b');
      await store.keepResult('a', result(random256()), 500);
      expect(await store.pending()).toEqual({ transactions: 2, results: 1 });
      await pass(500);
      expect(await store.pending()).toEqual({ transactions: 2, results: 0 });
      await pass(500);
      expect(await store.pending()).toEqual({ transactions: 0, results: 0 });
    });

    it('answers when asked whether it is there', async () => {
      const { store } = await open();
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
}
