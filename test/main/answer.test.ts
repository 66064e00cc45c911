import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationNames } from '../../domain/channels.ts';
import { type Handlers, operations } from '../../domain/contract.ts';
import { createAnswer } from '../../main/answer.ts';
import { DeskError } from '../../main/failures.ts';
import { type Log, silentLog } from '../../main/log.ts';

const untouched = (): Promise<never> => Promise.reject(new Error('no handler should have been called'));

/** Handlers that all refuse, but for the given ones. */
const handlers = (given: Partial<Handlers>): Handlers =>
  // Total by the trap: whatever is asked for and not given, refuses.
  new Proxy({ ...given } as Handlers, {
    get: (target, name): unknown => (Reflect.has(target, name) ? Reflect.get(target, name) : untouched),
  });

function recordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (event: string, facts = {}): void => void lines.push(`${event} ${JSON.stringify(facts)}`);
  return { log: { info: write, warn: write, error: write }, lines };
}

const facts = { version: '0.1.0', systemLocale: 'cs-CZ', platform: 'linux' as const, demo: false };

describe('answering the page', () => {
  it('serves a trusted call and returns its value', async () => {
    const answer = createAnswer(handlers({ 'app.ready': () => Promise.resolve(facts) }), silentLog);
    expect(await answer('app.ready', true, {})).toEqual({ ok: true, value: facts });
  });

  it('refuses every operation to a sender that is not our page', async () => {
    const answer = createAnswer(handlers({}), silentLog);
    for (const name of operationNames) {
      expect(await answer(name, false, {})).toEqual({ ok: false, failure: { code: 'forbidden-sender' } });
    }
  });

  it('refuses junk for every operation without calling its handler', async () => {
    const answer = createAnswer(handlers({}), silentLog);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operationNames), fc.anything(), async (name, junk) => {
        fc.pre(!operations[name].input.safeParse(junk).success);
        expect(await answer(name, true, junk)).toMatchObject({
          ok: false,
          failure: { code: 'invalid-request' },
        });
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a reply that carries a field the contract does not know, so that a stray token cannot leave', async () => {
    const leaking = { ...facts, token: 'canary-5f1d' };
    const { log, lines } = recordingLog();
    const answer = createAnswer(handlers({ 'app.ready': () => Promise.resolve(leaking) }), log);
    const reply = await answer('app.ready', true, {});
    expect(reply).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
    expect(JSON.stringify([reply, lines])).not.toContain('canary-5f1d');
  });

  it('turns an expected failure into its code and facts', async () => {
    const answer = createAnswer(
      handlers({
        'sync.now': () =>
          Promise.reject(new DeskError('rate-limited', { retryAt: 1_800_000_000_000, status: 429 })),
      }),
      silentLog,
    );
    expect(await answer('sync.now', true, { id: null })).toEqual({
      ok: false,
      failure: { code: 'rate-limited', retryAt: 1_800_000_000_000, status: 429 },
    });
  });

  it('shows a bug as an incident that the log also names, and none of its text', async () => {
    const { log, lines } = recordingLog();
    const answer = createAnswer(
      handlers({ 'sync.read': () => Promise.reject(new TypeError('secret canary-77 inside')) }),
      log,
    );
    const reply = await answer('sync.read', true, {});
    expect(reply).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
    const incident = reply.ok ? '' : (reply.failure.incidentId ?? '');
    expect(incident).toMatch(/^[0-9a-f]{8}$/);
    expect(lines.join('\n')).toContain(incident);
    expect(lines.join('\n') + JSON.stringify(reply)).not.toContain('canary-77');
  });
});
