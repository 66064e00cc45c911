import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  type BusPhase,
  type BusStep,
  register,
} from '../../../../../main/providers/aircall/bus/protocol.ts';
import { readNews } from '../../../../../main/providers/aircall/bus/wire.ts';
import { granted } from '../../../../support/fake-bus.ts';

const grant = { code: 'the-secret-code', redirectUrl: 'https://relay.example/aircall/sso/callback' };

const hear = (phase: BusPhase, message: unknown): BusStep => {
  const news = readNews(message);
  return news === null ? { phase, say: null, outcome: null } : advance(phase, news, grant);
};
const rejected = (error: unknown) =>
  hear('authenticating', { type: 'AUTH.SSO_REJECTED', payload: { error } });
const failureOf = ({ outcome }: BusStep) =>
  outcome?.kind === 'failed'
    ? { code: outcome.error.code, where: outcome.error.where, said: outcome.error.said }
    : null;

describe('a session at the bus', () => {
  it('registers with the origin of the window, hands the code over, and initialises what brings renewals', () => {
    expect(register('app://bus', 'Switchdeck', '1.2.3')).toEqual({
      type: 'BUS.REGISTER',
      payload: { origin: 'app://bus', appName: 'Switchdeck', release: '1.2.3' },
    });
    expect(hear('registering', { type: 'BUS.REGISTER_FULFILLED' })).toEqual({
      phase: 'authenticating',
      say: { type: 'AUTH.SSO', payload: grant },
      outcome: null,
    });
    expect(hear('authenticating', { type: 'AUTH.SSO_FULFILLED', payload: granted() })).toEqual({
      phase: 'live',
      say: { type: 'BUS.INIT', payload: { services: ['AUTH', 'USER'] } },
      outcome: {
        kind: 'granted',
        credentials: { kind: 'migrated', idToken: 'id-token-1', refreshToken: 'refresh-token-1' },
        agent: { id: '1719007', name: 'Alena Malá', email: 'alena@atelier.example', company: 'Atelier' },
      },
    });
  });

  it('signs in anew although the bus restored somebody', () => {
    const step = hear('registering', { type: 'BUS.REGISTER_FULFILLED', payload: { user: { id: 1 } } });
    expect(step.say?.type).toBe('AUTH.SSO');
  });

  it('takes the token that never expires', () => {
    const payload = { ...granted(), credentials: { legacy_token: 'legacy' } };
    expect(hear('authenticating', { type: 'AUTH.SSO_FULFILLED', payload }).outcome).toMatchObject({
      credentials: { kind: 'legacy', legacyToken: 'legacy' },
    });
  });

  it('knows a person by whatever names them', () => {
    const agentOf = (currentUser: unknown, company: unknown = null) =>
      hear('authenticating', {
        type: 'AUTH.SSO_FULFILLED',
        payload: { ...granted(), currentUser, company },
      }).outcome;
    expect(agentOf({ id: 'u-1', name: 'Alena' })).toMatchObject({
      agent: { id: 'u-1', name: 'Alena', email: null, company: null },
    });
    expect(agentOf({ email: 'a@b.example' }, {})).toMatchObject({
      agent: { id: '', name: 'a@b.example', email: 'a@b.example', company: null },
    });
    expect(agentOf({ id: 5, firstName: 'Alena', lastName: 'Malá' })).toMatchObject({
      agent: { id: '5', name: 'Alena Malá' },
    });
    expect(agentOf({ name: 'Nobody' })).toMatchObject({ kind: 'failed' });
  });

  it('says what the back-end said of a refusal, whatever its form', () => {
    const said = (error: unknown) => failureOf(rejected(error))?.said;
    expect(failureOf(rejected('Switched off.'))).toEqual({
      code: 'sign-in-rejected',
      where: 'AUTH.SSO',
      said: 'Switched off.',
    });
    expect(said({ code: 'SSO_DISABLED', message: 'Switched off.' })).toBe('Switched off.');
    expect(said({ errors: [{ detail: 'Switched off.' }] })).toBe('Switched off.');
    expect(said({ error: { error_description: 'Switched off.' } })).toBe('Switched off.');
    expect(said(401)).toBe('401');
    for (const nothing of [null, undefined, '', '  ', {}, [], { message: null }]) {
      expect(failureOf(rejected(nothing))).toMatchObject({ code: 'sign-in-rejected', said: undefined });
    }
    expect(failureOf(hear('authenticating', { type: 'AUTH.SSO_REJECTED' }))?.code).toBe('sign-in-rejected');
    expect(said('x'.repeat(5000))).toHaveLength(1200);
    expect(said(`${'x'.repeat(1190)}${grant.code}`)).toBeUndefined();
  });

  it('ends when the bus does not take the app, and when its answer cannot be understood', () => {
    const refused = { type: 'BUS.REGISTER_REJECTED', payload: { error: 'Unknown app' } };
    expect(failureOf(hear('registering', refused))).toMatchObject({
      code: 'provider-refused',
      said: 'Unknown app',
    });
    const broken = { type: 'AUTH.SSO_FULFILLED', payload: { ...granted(), credentials: { idToken: 5 } } };
    expect(failureOf(hear('authenticating', broken))).toMatchObject({
      code: 'provider-contract-broken',
      where: 'AUTH.SSO_FULFILLED.payload.credentials',
    });
  });

  it('tells of renewals and of the end while it is live', () => {
    const tokens = { idToken: 'i', refreshToken: 'r' };
    expect(hear('live', { type: 'AUTH.TOKEN_REFRESHED', payload: tokens }).outcome).toEqual({
      kind: 'renewed',
      ...tokens,
    });
    expect(hear('live', { type: 'AUTH.REFRESH_TOKEN_EXPIRED' })).toEqual({
      phase: 'over',
      say: null,
      outcome: { kind: 'ended' },
    });
    expect(hear('live', { type: 'AUTH.TOKEN_REFRESHED', payload: { idToken: 'i' } }).outcome).toBeNull();
  });

  it('believes nothing that does not belong where it stands', () => {
    const misplaced: [BusPhase, unknown][] = [
      ['registering', { type: 'AUTH.SSO_FULFILLED', payload: granted() }],
      ['registering', { type: 'AUTH.TOKEN_REFRESHED', payload: { idToken: 'i', refreshToken: 'r' } }],
      ['authenticating', { type: 'BUS.REGISTER_FULFILLED' }],
      ['authenticating', { type: 'AUTH.REFRESH_TOKEN_EXPIRED' }],
      ['live', { type: 'AUTH.SSO_FULFILLED', payload: granted(2) }],
      ['live', { type: 'BUS.REGISTER_FULFILLED' }],
      ['over', { type: 'AUTH.TOKEN_REFRESHED', payload: { idToken: 'i', refreshToken: 'r' } }],
      ['live', { type: 'DIALER.INCOMING', payload: { from: '+420777123456' } }],
    ];
    for (const [phase, message] of misplaced) {
      expect(hear(phase, message)).toEqual({ phase, say: null, outcome: null });
    }
  });
});

const types = [
  'BUS.REGISTER_FULFILLED',
  'BUS.REGISTER_REJECTED',
  'AUTH.SSO_FULFILLED',
  'AUTH.SSO_REJECTED',
  'BUS.INIT_FULFILLED',
  'AUTH.TOKEN_REFRESHED',
  'AUTH.REFRESH_TOKEN_EXPIRED',
] as const;
const phases: readonly BusPhase[] = ['registering', 'authenticating', 'live', 'over'];
const junk = fc.anything({ maxDepth: 4, withNullPrototype: true, withDate: true, withMap: true });
const anyMessage = fc.oneof(
  junk,
  fc.record({ type: fc.oneof(fc.constantFrom(...types), fc.string()), payload: junk, meta: junk }),
  fc.record({
    type: fc.constantFrom(...types),
    payload: fc.record(
      { credentials: junk, currentUser: junk, company: junk, error: junk, idToken: junk, refreshToken: junk },
      { requiredKeys: [] },
    ),
  }),
);

describe('whatever the bus says', () => {
  it('is read without a throw, and grants nothing that was not whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases), fc.array(anyMessage, { maxLength: 8 }), (start, messages) => {
        let phase = start;
        for (const message of messages) {
          const before = phase;
          const { phase: next, outcome, say } = hear(phase, message);
          phase = next;
          if (before === 'over') expect([next, outcome, say]).toEqual(['over', null, null]);
          if (outcome?.kind === 'granted') {
            const { credentials, agent } = outcome;
            expect(before).toBe('authenticating');
            const tokens =
              credentials.kind === 'legacy'
                ? [credentials.legacyToken]
                : [credentials.idToken, credentials.refreshToken];
            for (const token of tokens) expect(token.length).toBeGreaterThan(0);
            expect(agent.id !== '' || agent.email !== null).toBe(true);
          }
          if (outcome?.kind === 'failed') expect(outcome.error.said ?? '').not.toContain(grant.code);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('tolerates fields and types that nobody knows yet', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (extra, type) => {
        const message = { ...extra, type: 'AUTH.SSO_FULFILLED', payload: { ...extra, ...granted() } };
        expect(hear('authenticating', message).outcome?.kind).toBe('granted');
        const unknown = { type: `NEW.${type}`, payload: extra };
        expect(hear('live', unknown)).toEqual({ phase: 'live', say: null, outcome: null });
      }),
    );
  });
});
