import { describe, expect, it } from 'vitest';
import { builtInEndpoints } from '../../../main/providers/built-in-addresses.ts';
import { documentedEndpoints, Endpoints } from '../../../main/providers/endpoints.ts';
import { createProviders } from '../../../main/providers/registry.ts';

const withApi = (api: string) => Endpoints.safeParse({ ...documentedEndpoints, aircall: { api } });

describe('the addresses of the providers', () => {
  it('are the documented ones unless told otherwise', () => {
    expect(Endpoints.parse(documentedEndpoints)).toEqual(documentedEndpoints);
  });

  it.each(['http://127.0.0.1:4010', 'http://localhost:4010', 'http://[::1]:4010'])(
    'may be %s on this machine',
    (api) => {
      expect(withApi(api).data?.aircall.api).toBe(api);
    },
  );

  it('lose their trailing slash', () => {
    expect(withApi('https://proxy.example/aircall/').data?.aircall.api).toBe('https://proxy.example/aircall');
  });

  it.each([
    'http://api.aircall.io',
    'http://127.0.0.1.example.com',
    'https://user:pass@api.aircall.io',
    'https://api.aircall.io/?token=1',
    'https://api.aircall.io/#x',
    'file:///etc/passwd',
    'api.aircall.io',
    '',
  ])('are refused when they are %j', (api) => {
    expect(withApi(api).success).toBe(false);
  });

  it('are joined by those of the relay and the bus that a build puts in', () => {
    const { relay, aircall } = builtInEndpoints('https://relay.example', 'https://bus.example/frame');
    expect([relay, aircall.bus, aircall.api]).toEqual([
      'https://relay.example',
      'https://bus.example/frame',
      documentedEndpoints.aircall.api,
    ]);
    expect(builtInEndpoints('', '')).toEqual(documentedEndpoints);
    expect(builtInEndpoints()).toEqual(documentedEndpoints);
    expect(() => builtInEndpoints('http://relay.example')).toThrow(/https/);
  });

  it('give one provider each', () => {
    expect(createProviders(documentedEndpoints).map(({ id }) => id)).toEqual(['aircall', 'voipex']);
  });

  it.each([
    ['no relay', null, ['aircall-api-key', 'aircall-own-client']],
    ['a relay', 'https://relay.example', ['aircall-oauth', 'aircall-api-key', 'aircall-own-client']],
  ])('decide with %s which ways are offered; all that can be taken are accepted', (_what, relay, offers) => {
    const [aircall] = createProviders({ ...documentedEndpoints, relay });
    expect(aircall).toMatchObject({
      offers,
      ways: ['aircall-oauth', 'aircall-own-client', 'aircall-api-key'],
    });
  });
});
