import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { attemptLifeMs } from '../../../main/sign-in/pending-attempt.ts';
import { account, openAttempts, ownClient, throughRelay } from './attempts-bench.ts';

describe('an app that was restarted while the browser was at work', () => {
  it('takes the link all the same', async () => {
    const first = openAttempts();
    const begun = await first.attempts.begin({ ...throughRelay, label: 'Příbram', renew: account });
    const [handle, state] = [first.granted(), first.query().get('s') ?? ''];
    const second = await first.restart();
    expect(second.attempts.current()).toBeNull();
    await second.clock.advance(60_000);
    await second.attempts.restore();
    expect(second.restored.times).toBe(1);
    expect(second.attempts.current()).toEqual(begun);
    second.comesBack({ handle, state });
    expect(await second.reaches('done')).toMatchObject({ accountId: account });
    expect(second.finished[0]?.plan).toEqual({ ...throughRelay, label: 'Příbram', renew: account });
    await second.clock.advance(0);
    expect(second.keychain.entries.size).toBe(0);
  });

  it('takes the link once more when it went down between redeeming and keeping', async () => {
    const first = openAttempts();
    first.finish = () => new Promise(() => undefined);
    await first.attempts.begin(throughRelay);
    const [handle, state] = [first.granted(), first.query().get('s') ?? ''];
    first.comesBack({ handle });
    await first.reaches('proving');
    const second = await first.restart();
    await second.attempts.restore();
    second.comesBack({ handle, state });
    await second.reaches('done');
    const receipts = second.relay.redeems.map(({ receipt }) => receipt);
    expect(receipts).toHaveLength(2);
    expect(new Set(receipts).size).toBe(1);
  });

  it('says once that it took too long', async () => {
    const first = openAttempts();
    await first.attempts.begin(throughRelay);
    const second = await first.restart();
    await second.clock.advance(attemptLifeMs);
    await second.attempts.restore();
    expect(second.attempts.current()).toMatchObject({
      stage: 'failed',
      failure: { code: 'sign-in-expired' },
    });
    expect(second.restored.times).toBe(1);
    await second.clock.advance(0);
    const third = await second.restart();
    await third.attempts.restore();
    expect([third.attempts.current(), third.restored.times]).toEqual([null, 0]);
  });

  it('gives an attempt from the future ten minutes at most', async () => {
    const first = openAttempts();
    await first.attempts.begin(throughRelay);
    const second = await first.restart();
    second.clock.set(second.clock.now() - 3_600_000);
    await second.attempts.restore();
    expect(second.attempts.current()).toMatchObject({ expiresAt: second.clock.now() + attemptLifeMs });
  });

  it('restores neither the dry run of a connection string nor what was cancelled', async () => {
    const first = openAttempts();
    await first.attempts.begin({ ...throughRelay, draftId: 'draft-1' });
    expect(first.keychain.entries.size).toBe(0);
    const second = await first.restart();
    await second.attempts.restore();
    expect(second.attempts.current()).toBeNull();
    await second.attempts.begin(throughRelay);
    await second.attempts.cancel();
    const third = await second.restart();
    await third.attempts.restore();
    expect([third.attempts.current(), third.restored.times]).toEqual([null, 0]);
  });

  it('does not bring back what a dry run took the place of', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    await bench.attempts.begin({ ...throughRelay, draftId: 'draft-1' });
    expect(bench.keychain.entries.size).toBe(0);
  });

  it.each(['{', 'null', '{"id":"x"}', 'chunks:{'])('ignores an entry that reads %s', async (text) => {
    const bench = openAttempts();
    bench.keychain.entries.set('attempt-bench', text);
    await bench.attempts.restore();
    expect([bench.attempts.current(), bench.restored.times]).toEqual([null, 0]);
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
  });

  it('starts without what the keychain will not give', async () => {
    const first = openAttempts();
    await first.attempts.begin(throughRelay);
    const second = await first.restart();
    second.keychain.interfere = () => {
      throw new DeskError('secrets-unavailable');
    };
    await second.attempts.restore();
    expect(second.attempts.current()).toBeNull();
    expect(second.logged.join('\n')).toContain('attempt.unreadable');
  });

  it('restores an own client with its secret, which lies nowhere but in the keychain', async () => {
    const first = openAttempts();
    const plan = { ...throughRelay, way: 'aircall-own-client', relay: null, client: ownClient } as const;
    await first.attempts.begin(plan);
    const state = first.query().get('state') ?? '';
    const second = await first.restart();
    await second.attempts.restore();
    const pasted = `${ownClient.callbackUrl}?code=code-1&state=${state}`;
    expect(await second.attempts.paste(pasted)).toEqual({ accepted: true, why: null });
    await second.reaches('done');
    expect(second.finished[0]?.grant).toEqual({
      way: 'aircall-own-client',
      client: ownClient,
      code: 'code-1',
      mayOpenBrowser: true,
    });
  });
});

describe('a link that starts the app', () => {
  it('waits until the keychain has given what it belongs to', async () => {
    const first = openAttempts();
    await first.attempts.begin(throughRelay);
    const [handle, state] = [first.granted(), first.query().get('s') ?? ''];
    const second = await first.restart();
    const restored = second.attempts.restore();
    second.comesBack({ handle: handle, state: 'A'.repeat(43) });
    second.comesBack({ handle, state });
    expect(second.relay.redeems).toEqual([]);
    await restored;
    await second.reaches('done');
  });
});
