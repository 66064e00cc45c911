import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { reply } from '../providers/session-context.ts';
import { account, aHandle, navigate, offline, openAttempts, throughRelay } from './attempts-bench.ts';

const foreignState = 'A'.repeat(43);

describe('the browser coming back', () => {
  it('is redeemed, proven and kept, and only then acknowledged', async () => {
    const order: string[] = [];
    const bench = openAttempts();
    bench.finish = async () => {
      order.push(`kept before ${String(bench.relay.acks.length)} acks`);
      return account;
    };
    await bench.attempts.begin(throughRelay);
    const handle = bench.granted();
    bench.comesBack({ handle });
    expect(await bench.reaches('done')).toMatchObject({ accountId: account, paste: null, failure: null });
    await bench.clock.advance(0);
    expect(order).toEqual(['kept before 0 acks']);
    expect(bench.relay.acks).toEqual([handle]);
    expect(bench.finished[0]?.grant).toEqual({ way: 'aircall-oauth', accessToken: 'access-token-canary' });
    expect(bench.keychain.entries.size).toBe(0);
  });

  it('is not acknowledged when what it brought was not kept', async () => {
    const bench = openAttempts();
    bench.finish = () => Promise.reject(new DeskError('provider-refused', { where: 'neither' }));
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    expect(await bench.reaches('failed')).toMatchObject({ failure: { code: 'provider-refused' } });
    await bench.clock.advance(60_000);
    expect(bench.relay.acks).toEqual([]);
    expect(bench.keychain.entries.size).toBe(0);
  });

  it.each([
    ['with another state', foreignState],
    ['with an empty state', ''],
  ])('%s is dropped without a word, and the real one still counts', async (_how, state) => {
    const bench = openAttempts();
    const attempt = await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted(), state });
    bench.comesBack({ error: 'access_denied', state });
    await bench.clock.advance(0);
    expect(bench.attempts.current()).toEqual(attempt);
    expect(bench.relay.redeems).toEqual([]);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
  });

  it('before anything was begun is dropped', async () => {
    const bench = openAttempts();
    bench.comesBack({ handle: aHandle(), state: foreignState });
    expect(bench.attempts.current()).toBeNull();
    expect(bench.logged).toEqual(['attempt.link-dropped {"why":"no attempt","inRow":1}']);
  });

  it('a thousand times foreign fills no log', () => {
    const bench = openAttempts();
    for (let n = 0; n < 1_000; n += 1) bench.comesBack({ handle: aHandle(), state: foreignState });
    expect(bench.logged).toHaveLength(4);
  });

  it('twice with the same handle is redeemed once', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    const handle = bench.granted();
    bench.comesBack({ handle });
    bench.comesBack({ handle });
    await bench.reaches('done');
    bench.comesBack({ handle });
    await bench.clock.advance(60_000);
    expect([bench.relay.redeems.length, bench.finished.length]).toEqual([1, 1]);
  });

  it('with two good handles takes the first', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    const [first, second] = [bench.granted(), bench.granted()];
    bench.comesBack({ handle: first });
    bench.comesBack({ handle: second });
    await bench.reaches('done');
    await bench.clock.advance(60_000);
    expect(bench.relay.redeems.map(({ h }) => h)).toEqual([first]);
    expect(bench.relay.acks).toEqual([first]);
  });

  it('with a wrong handle and then the right one is signed in', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: aHandle() });
    await bench.reaches('redeeming');
    await bench.reaches('waiting');
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
  });

  it('with a handle made for another desktop goes on waiting', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    const handle = bench.granted();
    bench.relay.results.set(handle, {
      challenge: 'of another verifier',
      result: { provider: 'aircall', accessToken: 'of somebody else' },
    });
    bench.comesBack({ handle });
    await bench.reaches('redeeming');
    expect(await bench.reaches('waiting')).toMatchObject({ failure: null });
    expect(bench.finished).toEqual([]);
  });

  it('with wrong handles before and behind the right one is signed in, one request at a time', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    const right = bench.granted();
    for (const handle of [aHandle(), right, aHandle()]) bench.comesBack({ handle });
    await bench.reaches('done');
    expect(bench.relay.redeems).toHaveLength(2);
  });

  it('asks the relay for twenty handles at most', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    for (let n = 0; n < 40; n += 1) bench.comesBack({ handle: aHandle() });
    await bench.clock.advance(0);
    await bench.reaches('waiting');
    expect(bench.relay.redeems).toHaveLength(20);
  });

  it.each([
    ['access_denied', 'sign-in-denied', null],
    ['invalid_scope', 'sign-in-rejected', 'invalid_scope'],
    ['temporarily_unavailable', 'provider-unavailable', null],
  ])('with the error %s ends as %s', async (error, code, said) => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ error });
    expect(bench.attempts.current()).toMatchObject({
      stage: 'failed',
      failure: { code },
      providerSaid: said,
      paste: null,
    });
    await bench.clock.advance(0);
    expect(bench.keychain.entries.size).toBe(0);
  });

  it('with the grant of another way is a broken contract, and nothing is kept', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    bench.comesBack({
      handle: bench.granted({
        provider: 'aircall-sso',
        code: 'code',
        redirectUrl: 'https://relay.example/x',
      }),
    });
    expect(await bench.reaches('failed')).toMatchObject({
      failure: { code: 'provider-contract-broken', where: 'relay' },
    });
    expect([bench.finished, bench.relay.acks]).toEqual([[], []]);
  });

  it('to the loopback address counts as well, and what listens there ends with the attempt', async () => {
    const bench = openAttempts();
    await bench.attempts.begin(throughRelay);
    const [port = '', path = ''] = (bench.query().get('l') ?? '').split('.');
    const address = `http://127.0.0.1:${port}/${path}`;
    const query = new URLSearchParams({ h: bench.granted(), state: bench.query().get('s') ?? '' });
    expect(await navigate(`${address}?${query.toString()}`)).toBe(200);
    await bench.reaches('done');
    await expect(navigate(address)).rejects.toThrow();
  });

  it('pasted as a code is taken, and a wrong code is said to be of another sign-in', async () => {
    const bench = openAttempts();
    expect(await bench.attempts.paste(aHandle())).toEqual({ accepted: false, why: 'no-attempt' });
    await bench.attempts.begin(throughRelay);
    expect(await bench.attempts.paste('hello')).toEqual({ accepted: false, why: 'unreadable' });
    expect(await bench.attempts.paste(aHandle())).toEqual({ accepted: false, why: 'other-attempt' });
    expect(bench.attempts.current()).toMatchObject({ stage: 'waiting' });
    expect(await bench.attempts.paste(` ${bench.granted()}\n`)).toEqual({ accepted: true, why: null });
    await bench.reaches('done');
    expect(await bench.attempts.paste(aHandle())).toEqual({ accepted: false, why: 'no-attempt' });
  });
});

describe('a relay in trouble', () => {
  it('whose reply was lost is asked again with the same receipt', async () => {
    const bench = openAttempts();
    let lost = 0;
    bench.relay.loseReply = (path) => {
      if (path === '/redeem' && (lost += 1) <= 2) throw new DeskError('provider-unavailable');
    };
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.clock.asleep(2);
    await bench.clock.advance(10_000);
    await bench.reaches('done');
    const receipts = bench.relay.redeems.map(({ receipt }) => receipt);
    expect(receipts).toHaveLength(3);
    expect(new Set(receipts).size).toBe(1);
  });

  it.each([
    ['that cannot be reached', offline, 'offline'],
    ['that answers 503', () => reply(503, { error: 'busy' }), 'provider-unavailable'],
    ['that answers 429', () => reply(429, { error: 'busy' }), 'rate-limited'],
  ])('%s is asked four times, then the attempt says so', async (_how, interfere, code) => {
    const bench = openAttempts();
    let asked = 0;
    bench.relay.interfere = () => {
      asked += 1;
      return interfere();
    };
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.clock.advance(60_000);
    expect(await bench.reaches('failed')).toMatchObject({ failure: { code, where: 'relay' } });
    expect(asked).toBe(4);
  });

  it.each([
    ['a page instead', reply(404, '<html>nothing here</html>')],
    ['a reply of another shape', reply(200, { token: 'x' })],
    ['a refusal nobody knows', reply(400, { error: 'invalid' })],
  ])('that sends %s is a broken contract', async (_what, answer) => {
    const bench = openAttempts();
    bench.relay.interfere = () => answer;
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    expect(await bench.reaches('failed')).toMatchObject({
      failure: { code: 'provider-contract-broken', where: 'relay' },
    });
  });

  it('that takes no ack leaves the sign-in as good as it is', async () => {
    const bench = openAttempts();
    bench.relay.interfere = (path) => (path === '/ack' ? offline() : null);
    await bench.attempts.begin(throughRelay);
    bench.comesBack({ handle: bench.granted() });
    await bench.reaches('done');
    await bench.clock.advance(60_000);
    expect(bench.attempts.current()).toMatchObject({ stage: 'done', accountId: account });
    expect(bench.logged.join('\n')).toContain('attempt.ack-failed');
  });
});
