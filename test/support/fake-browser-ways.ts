import type { Credential, OwnClient, Provider } from '../../main/providers/provider.ts';
import type { FakeCompany } from './fake-provider.ts';

type NotedClient = OwnClient & { readonly mayOpenBrowser: boolean };
interface Noted {
  readonly client?: NotedClient;
  readonly apiId?: string;
}

/**
 * The provider of a company played by a test, which also signs in through the browser: a code or token from there is
 * accepted like one that was typed.
 */
export function throughBrowser(company: FakeCompany): Provider {
  const { provider } = company;
  // Our own text, written below.
  const read = ({ grant }: Credential) => JSON.parse(grant) as Noted;
  const note = (credential: Credential, more: Noted): Credential => ({
    ...credential,
    grant: JSON.stringify({ ...read(credential), ...more }),
  });
  return {
    ...provider,
    ways: ['aircall-api-key', 'aircall-own-client', 'aircall-oauth'],
    consentPage: ({ clientId, callbackUrl }, state) =>
      `https://consent.example/?${new URLSearchParams({ clientId, callbackUrl, state }).toString()}`,
    ownClient: (credential) => read(credential).client ?? null,
    withOwnClient: (credential, client) => note(credential, { client }),
    enteredUser: (credential) => read(credential).apiId ?? null,
    async signIn(grant, context, signal) {
      const credential = { ...(await provider.signIn(grant, context, signal)), way: grant.way };
      if (grant.way === 'aircall-api-key') return note(credential, { apiId: grant.apiId });
      if (grant.way !== 'aircall-own-client') return credential;
      return note(credential, { client: { ...grant.client, mayOpenBrowser: grant.mayOpenBrowser } });
    },
  };
}
