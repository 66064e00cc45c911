import { describe, expect, it } from 'vitest';
import {
  type Attempt,
  Browser,
  configFor,
  newAttempt,
  openAircall,
  openRelay,
  post,
  random256,
  redeem,
  type RelayUnderTest,
  signIn,
} from './relay-under-test.ts';

async function openSignedIn() {
  const relay = await openRelay(configFor(await openAircall()));
  const attempt = newAttempt();
  const browser = new Browser();
  const handle = await signIn(relay, browser, attempt);
  return { relay, attempt, browser, handle };
}

const foreign = (attempt: Attempt): Attempt => ({ ...attempt, verifier: random256() });
const token = { status: 200, body: { provider: 'aircall' } };
const unknown = { status: 404, body: { error: 'unknown' } };
const used = { status: 410, body: { error: 'unknown' } };
const wrongVerifier = { status: 403, body: { error: 'wrong-verifier' } };

describe('redeeming a handle', () => {
  it('has exactly one winner however many try at once', async () => {
    const { relay, attempt, handle } = await openSignedIn();
    const rivals = Array.from({ length: 50 }, () => ({ ...attempt, receipt: random256() }));
    const answers = await Promise.all(rivals.map((rival) => redeem(relay, handle, rival)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) expect(answer).toEqual(used);
  });

  it('repeats the reply that was lost, for the same receipt and verifier, until the ack', async () => {
    const { relay, attempt, handle } = await openSignedIn();
    const first = await redeem(relay, handle, attempt);
    expect(first).toMatchObject(token);
    expect(await redeem(relay, handle, attempt)).toEqual(first);
    expect(await redeem(relay, handle, { ...attempt, receipt: random256() })).toEqual(used);
    expect(await redeem(relay, handle, foreign(attempt))).toEqual(wrongVerifier);
    expect(await redeem(relay, handle, attempt)).toEqual(first);
    await post(relay, '/ack', { h: handle, v: attempt.verifier });
    expect(await redeem(relay, handle, attempt)).toEqual(unknown);
  });

  it('works once without a receipt', async () => {
    const { relay, attempt, handle } = await openSignedIn();
    const body = { h: handle, v: attempt.verifier };
    expect(await post(relay, '/redeem', body)).toMatchObject(token);
    expect(await post(relay, '/redeem', body)).toEqual(unknown);
    expect(await redeem(relay, handle, attempt)).toEqual(unknown);
    expect(await post(relay, '/ack', body)).toEqual({ status: 204, body: null });
  });

  it('survives four foreign verifiers, and is burnt by the fifth', async () => {
    const spared = await openSignedIn();
    for (let turn = 0; turn < 4; turn += 1) {
      const answer = await redeem(spared.relay, spared.handle, foreign(spared.attempt));
      expect(answer).toEqual(wrongVerifier);
    }
    expect(await redeem(spared.relay, spared.handle, spared.attempt)).toMatchObject(token);

    const burnt = await openSignedIn();
    for (let turn = 0; turn < 5; turn += 1) {
      const answer = await redeem(burnt.relay, burnt.handle, foreign(burnt.attempt));
      expect(answer).toEqual(wrongVerifier);
    }
    expect(await redeem(burnt.relay, burnt.handle, burnt.attempt)).toEqual(unknown);
  });

  it('is over after two minutes, redeemed or not', async () => {
    const { relay, attempt, handle } = await openSignedIn();
    relay.clock.advance(119_999);
    expect(await redeem(relay, handle, attempt)).toMatchObject(token);
    relay.clock.advance(1);
    expect(await redeem(relay, handle, attempt)).toEqual(unknown);
    const late = await openSignedIn();
    late.relay.clock.advance(120_000);
    expect(await redeem(late.relay, late.handle, late.attempt)).toEqual(unknown);
  });

  it('gives nothing for a handle nobody made, and nothing for another sign-in’s verifier', async () => {
    const { relay, attempt, handle } = await openSignedIn();
    const other = newAttempt();
    const otherHandle = await signIn(relay, new Browser(), other);
    expect(await redeem(relay, random256(), attempt)).toEqual(unknown);
    expect(await redeem(relay, handle, other)).toEqual(wrongVerifier);
    expect(await redeem(relay, otherHandle, attempt)).toEqual(wrongVerifier);
    const [mine, theirs] = [await redeem(relay, handle, attempt), await redeem(relay, otherHandle, other)];
    expect([mine, theirs]).toMatchObject([token, token]);
    expect(mine.body).not.toEqual(theirs.body);
  });
});

describe('an ack', () => {
  it('makes the relay forget everything about the sign-in, and may be repeated', async () => {
    const { relay, attempt, handle, browser } = await openSignedIn();
    await redeem(relay, handle, attempt);
    const body = { h: handle, v: attempt.verifier };
    expect(await post(relay, '/ack', body)).toEqual({ status: 204, body: null });
    expect(await post(relay, '/ack', body)).toEqual({ status: 204, body: null });
    expect((await relay.server.inject('/metrics')).payload).toContain(
      'switchdeck_relay_pending{what="result"} 0',
    );
    expect((await browser.get(relay, '/done')).payload).toContain('This page has done its work');
  });

  it('with a foreign verifier forgets nothing', async () => {
    const { relay, attempt, handle } = await openSignedIn();
    expect(await post(relay, '/ack', { h: handle, v: random256() })).toEqual(wrongVerifier);
    expect(await redeem(relay, handle, attempt)).toMatchObject(token);
  });
});

describe('a request that is not the desktop’s', () => {
  const invalid = (status: number) => ({ status, body: { error: 'invalid' } });

  it.each(['/redeem', '/ack'])(
    'is refused at %s when it names an origin, and gets no CORS header',
    async (path) => {
      const { relay, attempt, handle } = await openSignedIn();
      const body = { h: handle, v: attempt.verifier };
      for (const origin of ['https://evil.example', 'https://relay.example', 'null'])
        expect(await post(relay, path, body, { origin })).toEqual(invalid(403));
      const preflight = await relay.server.inject({
        method: 'OPTIONS',
        url: path,
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect(preflight.statusCode).toBe(404);
      expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(await redeem(relay, handle, attempt)).toMatchObject(token);
    },
  );

  const raw = async (relay: RelayUnderTest, path: string, type: string, payload: string) => {
    const answer = await relay.server.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': type },
      payload,
    });
    return { status: answer.statusCode, body: answer.json<unknown>() };
  };

  it.each(['/redeem', '/ack'])('is refused at %s when its body is anything else', async (path) => {
    const { relay, attempt, handle } = await openSignedIn();
    const good = { h: handle, v: attempt.verifier };
    for (const body of [
      {},
      { h: handle },
      { ...good, h: [handle] },
      { ...good, v: `${attempt.verifier}=` },
      { ...good, more: 1 },
      { ...good, receipt: 'short' },
    ])
      expect(await post(relay, path, body)).toEqual(invalid(400));
    const text = JSON.stringify(good);
    expect(await raw(relay, path, 'application/json', '{')).toEqual(invalid(400));
    expect(await raw(relay, path, 'application/json', '')).toEqual(invalid(400));
    expect(await raw(relay, path, 'application/json', ' '.repeat(5000))).toEqual(invalid(413));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(await raw(relay, path, type, text)).toEqual(invalid(415));
    expect(await redeem(relay, handle, attempt)).toMatchObject(token);
  });
});
