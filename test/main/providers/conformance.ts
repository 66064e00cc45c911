import type { ReadingSession } from '../../support/reading-session.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Call } from '../../../domain/call.ts';
import { SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import { DeskError } from '../../../main/failures.ts';
import type { FaultRule } from '../../simulators/control/faults.ts';
import { failureOf, neverAborted } from './session-context.ts';
import { limitedHttp, readAll, replyLimit, settled, signedIn, type Subject } from './subject.ts';

/** The behaviour every provider owes the app, whoever it talks to. Run once for each. */
export function conformance(name: string, start: () => Promise<Subject>): void {
  describe(`the provider ${name}`, () => {
    let subject: Subject;
    beforeEach(async () => {
      subject = await start();
    });
    afterEach(() => subject.close());

    const strike = (fault: FaultRule['fault'], times: number | null = null): number =>
      subject.control.faults.add({ path: subject.callPages, times, fault });

    const firstPage = (session: ReadingSession, signal = neverAborted) =>
      session.calls.page(subject.range, null, 'soon', signal);

    it('signs in, and shows by asking what the access may do', async () => {
      const { access } = await settled(subject);
      expect(access.capabilities).toMatchObject({ calls: 'proven', switchboard: 'proven' });
      expect(access.signedInAs).not.toBe('');
    });

    it('tells a wrong credential from everything else', async () => {
      const attempt = signedIn(subject, subject.wrongSignIn).then(({ at }) => at(null).probe(neverAborted));
      expect(await failureOf(attempt)).toBe('sign-in-rejected');
    });

    it('never takes a provider in trouble for a wrong credential', async () => {
      subject.control.faults.add({
        times: null,
        fault: { kind: 'status', status: 503, body: '<html>busy</html>' },
      });
      const attempt = signedIn(subject).then(({ at }) => at(null).probe(neverAborted));
      expect(await failureOf(attempt)).toBe('provider-unavailable');
    });

    it('reads every call of a long time, page by page, and each as the contract has it', async () => {
      const { session, context } = await settled(subject);
      const calls = await readAll(() => session, subject.range);
      expect(new Set(calls.map(subject.markOf))).toEqual(subject.expected);
      for (const call of calls) {
        expect(Call.parse(call)).toEqual(call);
        expect(call.accountId).toBe(context.accountId);
      }
      expect(context.counted.rejected).toEqual([]);
    });

    it('gives a call the same id whenever it is read', async () => {
      const { session } = await settled(subject);
      const [once, again] = [await firstPage(session), await firstPage(session)];
      expect(again.calls.map(({ id }) => id)).toEqual(once.calls.map(({ id }) => id));
    });

    it('goes on from a stored cursor as if it had never stopped', async () => {
      const { at, access } = await settled(subject);
      const calls = await readAll(() => at(access), subject.range);
      expect(new Set(calls.map(subject.markOf))).toEqual(subject.expected);
    });

    it('finds nothing in a time without calls', async () => {
      const { session } = await settled(subject);
      const before = { from: subject.range.from - 86_400_000, to: subject.range.from - 3_600_000 };
      expect(await readAll(() => session, before)).toEqual([]);
    });

    it('goes on after the credential has ended by itself, when it can be renewed', async () => {
      const { session, authority } = await settled(subject);
      subject.control.tokens.expire(null);
      const outcome = await failureOf(firstPage(session));
      expect([outcome, authority.renewals]).toEqual([subject.renews ? 'none' : 'not-signed-in', 1]);
    });

    it('is signed out when the credential was taken back', async () => {
      const { session } = await settled(subject);
      subject.control.tokens.revoke(null);
      expect(await failureOf(firstPage(session))).toBe('not-signed-in');
    });

    it('waits for everybody when the company’s limit is reached', async () => {
      const { session, budget, clock } = await settled(subject);
      subject.control.limits.change({ perMinute: 5, remaining: 0 });
      const failure = await firstPage(session).catch((error: unknown) => error);
      const until = failure instanceof DeskError ? (failure.retryAt ?? 0) : 0;
      expect(failure).toMatchObject({ code: 'rate-limited' });
      expect(until).toBeGreaterThan(clock.now());
      await budget.take('now');
      expect(clock.now()).toBeGreaterThanOrEqual(until);
    });

    it.each([500, 502, 503])('asks again after a %i, and gives up when it stays', async (status) => {
      const { session } = await settled(subject);
      strike({ kind: 'status', status }, 1);
      expect((await firstPage(session)).calls.length).toBeGreaterThan(0);
      strike({ kind: 'status', status, body: '<html>down</html>' });
      expect(await failureOf(firstPage(session))).toBe('provider-unavailable');
    });

    it.each(['nothing', 'half'] as const)(
      'asks again after a connection cut after %s, and gives up when it stays',
      async (after) => {
        const { session } = await settled(subject);
        strike({ kind: 'cut', after }, 1);
        expect((await firstPage(session)).calls.length).toBeGreaterThan(0);
        strike({ kind: 'cut', after });
        expect(await failureOf(firstPage(session))).toBe('provider-unavailable');
      },
    );

    it('is offline when nobody listens', async () => {
      const { session } = await settled(subject);
      await subject.close();
      expect(await failureOf(firstPage(session))).toBe('offline');
    });

    it.each(['truncated', 'html'] as const)('calls a %s answer a broken contract, once', async (as) => {
      const { session } = await settled(subject);
      strike({ kind: 'malformed', as });
      expect(await failureOf(firstPage(session))).toBe('provider-contract-broken');
      expect(subject.control.faults.list()[0]?.struck).toBe(1);
    });

    it('does not swallow an answer of any size', async () => {
      const { session } = await settled(subject);
      strike({ kind: 'oversized', bytes: 2 * replyLimit });
      expect(await failureOf(firstPage(session))).toBe('provider-contract-broken');
    });

    it('leaves out one unreadable call and counts it', async () => {
      const { session, context } = await settled(subject);
      const whole = await firstPage(session);
      strike({ kind: 'wrong-types', fields: [subject.vital], records: 'first' });
      const page = await firstPage(session);
      expect(page.calls).toHaveLength(whole.calls.length - 1);
      expect(context.counted.rejected).toHaveLength(1);
    });

    it('calls a list of unreadable calls a broken contract', async () => {
      const { session } = await settled(subject);
      strike({ kind: 'wrong-types', fields: [subject.vital], records: 'all' });
      expect(await failureOf(firstPage(session))).toBe('provider-contract-broken');
    });

    it('survives any number becoming text or nothing', async () => {
      const { session } = await settled(subject);
      const whole = await firstPage(session);
      strike({ kind: 'wrong-types', records: 'first' });
      expect((await firstPage(session)).calls.length).toBeGreaterThanOrEqual(whole.calls.length - 1);
    });

    it('keeps calls whose words nobody knows, and counts the words', async () => {
      const { session, context } = await settled(subject);
      const whole = await firstPage(session);
      strike({ kind: 'unknown-values', fields: [...subject.words], records: 'all' });
      const page = await firstPage(session);
      expect(page.calls.map(({ id }) => id)).toEqual(whole.calls.map(({ id }) => id));
      for (const call of page.calls) expect(Call.parse(call)).toEqual(call);
      expect(context.counted.unknown.length).toBeGreaterThan(0);
    });

    it('stops at once when it is told to, and leaves nothing behind', async () => {
      const sent = Promise.withResolvers<undefined>();
      const { session } = await settled(subject, (request) => {
        if (new RegExp(subject.callPages, 'u').test(new URL(request.url).pathname)) sent.resolve(undefined);
        return limitedHttp(request);
      });
      strike({ kind: 'delay', ms: 600_000 });
      const gone = new AbortController();
      const page = firstPage(session, gone.signal);
      const refused = expect(page).rejects.toThrow('closed');
      await sent.promise;
      gone.abort(new Error('closed'));
      await refused;
    });

    it('shows the people of the switchboard, whole and by state', async () => {
      const { session, access } = await settled(subject);
      for (const depth of ['everything', 'state'] as const) {
        const { people, lines, groups, liveCalls, pbx } = await session.switchboard.read(depth, neverAborted);
        SwitchboardSnapshot.parse({ sequence: 0, parts: [], people, lines, groups, liveCalls });
        expect(people).toHaveLength(subject.people);
        expect(new Set(people.map(({ id }) => id)).size).toBe(subject.people);
        const seesPeople = subject.people > 0;
        expect([lines.length > 0, groups.length > 0]).toEqual([seesPeople, seesPeople]);
        expect(pbx).toEqual(access.pbx);
      }
    });

    it('shows a call from the first ring, to an access that sees people, to its place in the log', async () => {
      const { session } = await settled(subject);
      const { calls, clock } = subject.control;
      const seesCalls = subject.people > 0;
      const read = () => session.switchboard.read('state', neverAborted);
      const known = new Set((await read()).liveCalls.map(({ id }) => id));
      const fresh = async () => (await read()).liveCalls.filter(({ id }) => !known.has(id));

      const at = calls.ring({ remote: '+420585112233' });
      clock.advance(4_000);
      expect((await fresh()).map(({ state, direction }) => [state, direction])).toEqual(
        seesCalls ? [['ringing', 'in']] : [],
      );

      calls.answer(at);
      clock.advance(30_000);
      const [talking] = (await fresh()).filter(({ state }) => state === 'talking');
      expect(talking !== undefined).toBe(seesCalls);
      const { people, liveCalls } = await session.switchboard.read('calls', neverAborted);
      expect(liveCalls.some(({ id }) => id === talking?.id)).toBe(seesCalls);
      const person = people.find(({ id }) => id === talking?.personId);
      // Who is on which call is put together elsewhere.
      expect(person?.liveCallId).toBe(seesCalls ? null : undefined);

      calls.hangUp(at);
      clock.advance(10_000);
      expect(await fresh()).toEqual([]);
      const window = { from: clock.now() - 60_000, to: clock.now() };
      const logged = (await readAll(() => session, window)).filter(({ outcome }) => outcome === 'answered');
      const [call] = logged.filter(({ remote }) => remote.e164 === '+420585112233');
      expect(call).toMatchObject({ direction: 'in', talkSeconds: 30, waitSeconds: seesCalls ? 4 : null });
    });
  });
}
