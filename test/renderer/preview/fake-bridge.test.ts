import { describe, expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import { operations } from '../../../domain/contract.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { scenarioIn, scenarioNames } from './scenario.ts';

const now = Date.UTC(2026, 10, 18, 12);
const bridgeOf = (query: string) => createFakeBridge(scenarioIn(new URLSearchParams(query), now));
// What never answers and what only fails has no reply to check.
const answering = scenarioNames.filter((name) => name !== 'loading' && name !== 'error');

describe.each(answering)('the fake bridge playing %s', (name) => {
  it('answers what main might answer', async () => {
    const { bridge } = bridgeOf(`scenario=${name}&alerts=ringing,hidden,long&followUps=3`);
    const page = { filter: anyCall, anchor: null, offset: 0, limit: 50 };
    const replies = {
      'app.ready': await bridge.operations['app.ready']({}),
      'settings.read': await bridge.operations['settings.read']({}),
      'secrets.read': await bridge.operations['secrets.read']({}),
      'signIn.ways': await bridge.operations['signIn.ways']({}),
      'accounts.list': await bridge.operations['accounts.list']({}),
      'calls.page': await bridge.operations['calls.page'](page),
      'calls.days': await bridge.operations['calls.days']({ filter: anyCall, anchor: null }),
      'calls.facets': await bridge.operations['calls.facets']({}),
      'sync.read': await bridge.operations['sync.read']({}),
      'storage.read': await bridge.operations['storage.read']({}),
      'exports.read': await bridge.operations['exports.read']({}),
      'people.find': await bridge.operations['people.find']({ number: '606 123 456' }),
      'switchboard.read': await bridge.operations['switchboard.read']({}),
      'live.read': await bridge.operations['live.read']({}),
      'alerts.read': await bridge.operations['alerts.read']({}),
      'alertSettings.read': await bridge.operations['alertSettings.read']({}),
      'callers.history': await bridge.operations['callers.history']({ number: '+420606123456' }),
      'followUps.list': await bridge.operations['followUps.list']({}),
      'presence.choices': await bridge.operations['presence.choices']({ accountId: 'voipex:b5rn0ofc2' }),
    };
    for (const operation of Object.keys(replies) as (keyof typeof replies)[]) {
      const reply = replies[operation];
      expect(reply.ok, operation).toBe(true);
      if (reply.ok)
        expect(operations[operation].output.safeParse(reply.value).error, operation).toBeUndefined();
    }
  });
});

describe('the fake bridge', () => {
  it('fails the lists with the code of the scenario and keeps the rest readable', async () => {
    const { bridge } = bridgeOf('scenario=error:cache-unavailable');
    expect(await bridge.operations['calls.facets']({})).toEqual({
      ok: false,
      failure: { code: 'cache-unavailable' },
    });
    expect((await bridge.operations['accounts.list']({})).ok).toBe(true);
  });

  it('refuses a scenario it does not know', () => {
    expect(() => scenarioIn(new URLSearchParams('scenario=unheard-of'), now)).toThrow(/unheard-of/u);
  });
});
