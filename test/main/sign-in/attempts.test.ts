import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { attemptLifeMs } from '../../../main/sign-in/pending-attempt.ts';
import { account, aHandle, navigate, openAttempts, throughRelay } from './attempts-bench.ts';

describe('beginning a sign-in through the browser', () => {
  it('opens the relay’s page with a challenge, a state and a way back on this machine, and waits', async () => {
    const { attempts, opened, query } = openAttempts();
    const attempt = await attempts.begin(throughRelay);
    expect(attempt).toMatchObject({
      provider: 'aircall',
      way: 'aircall-oauth',
      stage: 'waiting',
      browserOpened: true,
      paste: 'code',
      failure: null,
    });
    expect(attempt.expiresAt - attempt.startedAt).toBe(attemptLifeMs);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatch(/^https:\/\/relay\.example\/start\/aircall\?/);
    expect([...query().keys()].sort()).toEqual(['c', 'l', 's']);
    expect(attempts.current()).toEqual(attempt);
  });

  it('keeps what a restart needs in one entry of the keychain before the browser opens', async () => {
    const before: number[] = [];
    const bench = openAttempts({ openBrowser: async () => void before.push(bench.keychain.entries.size) });
    await bench.attempts.begin(throughRelay);
    expect(before).toEqual([1]);
    expect([...bench.keychain.entries.keys()]).toEqual(['attempt-bench']);
  });

  it('goes on without the browser when it cannot be opened, and with it when that works later', async () => {
    let works = false;
    const { attempts } = openAttempts({
      openBrowser: () => (works ? Promise.resolve() : Promise.reject(new Error('no browser'))),
    });
    expect(await attempts.begin(throughRelay)).toMatchObject({ stage: 'waiting', browserOpened: false });
    works = true;
    expect(await attempts.openBrowser()).toMatchObject({ stage: 'waiting', browserOpened: true });
  });

  it('gives the same address to the clipboard as to the browser', async () => {
    const copied: string[] = [];
    const { attempts, opened } = openAttempts({ copyText: async (text) => void copied.push(text) });
    await attempts.begin(throughRelay);
    await attempts.copyAddress();
    expect(copied).toEqual(opened);
  });

  it('goes on without a keychain, for as long as the app runs', async () => {
    const bench = openAttempts({ keychain: async () => null });
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    expect(await bench.reaches('done')).toMatchObject({ accountId: account });
  });

  it('goes on when the keychain fails while it is written', async () => {
    const bench = openAttempts();
    bench.keychain.interfere = (operation) => {
      if (operation === 'set') throw new DeskError('secrets-unavailable');
    };
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
    expect(bench.logged.join('\n')).toContain('attempt.memory-only');
  });

  it.each([
    ['plain http', 'http://relay.example'],
    ['a user in front', 'https://someone@relay.example'],
    ['a query', 'https://relay.example/?x=1'],
    ['no address', 'relay'],
    ['nothing', null],
  ])('refuses a relay given as %s, and leaves an attempt under way alone', async (_how, address) => {
    const { attempts, opened } = openAttempts();
    const first = await attempts.begin(throughRelay);
    await expect(attempts.begin({ ...throughRelay, relay: address })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect(attempts.current()).toEqual(first);
    expect(opened).toHaveLength(1);
  });

  it('takes the place of an attempt under way, whose links are then foreign', async () => {
    const bench = openAttempts();
    const first = await bench.attempts.begin(throughRelay);
    const state = bench.query().get('s') ?? '';
    const handle = bench.granted();
    const second = await bench.attempts.begin(throughRelay);
    expect(second.id).not.toBe(first.id);
    bench.comesBack({ handle, state });
    expect(bench.attempts.current()).toEqual(second);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
    expect(bench.relay.redeems).toHaveLength(1);
  });
});

describe('an attempt', () => {
  it('expires in words after ten minutes, and leaves nothing behind', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    await bench.clock.advance(attemptLifeMs - 1);
    expect(bench.attempts.current()).toMatchObject({ stage: 'waiting' });
    await bench.clock.advance(1);
    expect(bench.attempts.current()).toMatchObject({ stage: 'failed', failure: { code: 'sign-in-expired' } });
    expect(bench.keychain.entries.size).toBe(0);
    bench.comesBack({ handle: bench.granted() });
    await bench.clock.advance(0);
    expect(bench.relay.redeems).toEqual([]);
  });

  it('does not expire because the computer’s clock is set to another time', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    bench.clock.set(bench.clock.now() + 24 * 3_600_000);
    await bench.clock.advance(1_000);
    expect(bench.attempts.current()).toMatchObject({ stage: 'waiting' });
    bench.clock.set(bench.clock.now() - 48 * 3_600_000);
    await bench.clock.advance(attemptLifeMs);
    expect(bench.attempts.current()).toMatchObject({ failure: { code: 'sign-in-expired' } });
  });

  it('has expired when the machine wakes after its time', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    bench.attempts.woke();
    expect(bench.attempts.current()).toMatchObject({ stage: 'waiting' });
    bench.clock.set(bench.clock.now() + attemptLifeMs);
    bench.attempts.woke();
    expect(bench.attempts.current()).toMatchObject({ stage: 'failed', failure: { code: 'sign-in-expired' } });
    await bench.clock.advance(0);
    expect(bench.keychain.entries.size).toBe(0);
  });

  it('that expires while a wrong handle is asked about ends as expired', async () => {
    const bench = openAttempts();
    const answer = Promise.withResolvers<null>();
    bench.relay.interfere = () => answer.promise;
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: aHandle() });
    await bench.clock.advance(attemptLifeMs);
    expect(bench.attempts.current()).toMatchObject({ stage: 'redeeming' });
    answer.resolve(null);
    expect(await bench.reaches('failed')).toMatchObject({ failure: { code: 'sign-in-expired' } });
  });

  it('that is cancelled forgets its secrets, listens no more and takes nothing', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    const [port = ''] = (bench.query().get('l') ?? '').split('.');
    await bench.attempts.cancel();
    expect(bench.attempts.current()).toBeNull();
    expect(bench.keychain.entries.size).toBe(0);
    await expect(navigate(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    bench.comesBack({ handle: bench.granted() });
    await bench.clock.advance(attemptLifeMs);
    expect([bench.attempts.current(), bench.relay.redeems]).toEqual([null, []]);
    await expect(bench.attempts.copyAddress()).rejects.toMatchObject({ code: 'not-found' });
    await expect(bench.attempts.openBrowser()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that is cancelled while it is proven aborts the proving', async () => {
    const bench = openAttempts();
    const aborted = Promise.withResolvers<undefined>();
    bench.finish = (_plan, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          aborted.resolve(undefined);
          reject(new DeskError('offline'));
        }),
      );
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('proving');
    await bench.attempts.cancel();
    await aborted.promise;
    await bench.clock.advance(60_000);
    expect([bench.attempts.current(), bench.relay.acks]).toEqual([null, []]);
  });

  it('that is done leaves alone what was begun with it', async () => {
    const bench = openAttempts();
    const given: AbortSignal[] = [];
    bench.finish = async (_plan, signal) => {
      given.push(signal);
      return account;
    };
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
    await bench.attempts.cancel();
    expect(given.map(({ aborted }) => aborted)).toEqual([false]);
    expect(bench.clock.sleepers).toBe(0);
  });

  it('that fails by a mistake of ours names an incident, which the log ties to its kind', async () => {
    const bench = openAttempts();
    bench.finish = () => Promise.reject(new TypeError('x is not a function'));
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    const { failure } = await bench.reaches('failed');
    expect(failure).toMatchObject({ code: 'unexpected' });
    expect(bench.logged.join('\n')).toContain(`"incident":"${failure?.incidentId ?? ''}","kind":"TypeError"`);
  });

  it('stays readable when it is over, until it is cleared', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ error: 'access_denied' });
    await bench.clock.advance(24 * 3_600_000);
    expect(bench.attempts.current()).toMatchObject({ stage: 'failed', failure: { code: 'sign-in-denied' } });
    await bench.attempts.cancel();
    expect(bench.attempts.current()).toBeNull();
  });
});
