import { describe, expect, it } from 'vitest';
import { failureOf, neverAborted } from '../session-context.ts';
import me from './documented-me.json' with { type: 'json' };
import { accessTo, central, voipexStub } from './voipex-stub.ts';

describe('the switchboard of the central API', () => {
  it('is only the switchboards that exist', async () => {
    const { session } = voipexStub(
      { [`${central}/v1/users/me`]: me, [`${central}/v1/pbx`]: 404 },
      { access: { ...accessTo('central'), pbx: [] } },
    );
    expect(await session.switchboard.read('everything', neverAborted)).toEqual({
      people: [],
      lines: [],
      groups: [],
      liveCalls: [],
      pbx: accessTo('central').pbx,
    });
  });

  it('is what it was when only the state is asked for', async () => {
    const { session, requests } = voipexStub({}, { access: accessTo('central') });
    expect((await session.switchboard.read('state', neverAborted)).pbx).toEqual(accessTo('central').pbx);
    expect(requests).toEqual([]);
  });

  it('renews no token for a list this access may not see', async () => {
    const { session, authority } = voipexStub(
      { [`${central}/v1/users/me`]: me, [`${central}/v1/pbx`]: 401 },
      { access: accessTo('central') },
    );
    await session.switchboard.read('everything', neverAborted);
    await session.switchboard.read('everything', neverAborted);
    expect(authority).toMatchObject({ renewals: 0 });
  });

  it('fails when neither source answers', async () => {
    const { session } = voipexStub({}, { access: accessTo('central') });
    expect(await failureOf(session.switchboard.read('everything', neverAborted))).toBe('provider-refused');
  });
});
