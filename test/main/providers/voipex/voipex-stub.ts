import { readingSession } from '../../../support/reading-session.ts';
import type { HttpReply } from '../../../../main/http.ts';
import { documentedEndpoints } from '../../../../main/providers/endpoints.ts';
import type { ProviderContext, ProvenAccess } from '../../../../main/providers/provider.ts';
import { createVoipex } from '../../../../main/providers/voipex/index.ts';
import { contextOf, hurriedClock, reply, scriptedHttp } from '../session-context.ts';

export const now = Date.UTC(2026, 10, 21, 9, 0, 0);

/** What a path answers: a body for 200, a status, or a function of the query. */
export type Answer =
  | number
  | readonly unknown[]
  | Readonly<Record<string, unknown>>
  | ((query: URLSearchParams, authorization: string) => HttpReply);

/** A VoIPEX whose paths answer as given, keyed by host and path; everything else is refused with 403. */
export function voipexStub(answers: Readonly<Record<string, Answer>>, part: Partial<ProviderContext> = {}) {
  const scripted = scriptedHttp(({ url, headers }) => {
    const { host, pathname, searchParams } = new URL(url);
    const answer = answers[`${host}${pathname}`] ?? 403;
    if (typeof answer === 'function') return answer(searchParams, headers?.['authorization'] ?? '');
    return typeof answer === 'number' ? reply(answer, { statusCode: answer }) : reply(200, answer);
  });
  const context = contextOf({
    accountId: 'voipex:testacct2',
    http: scripted.http,
    clock: hurriedClock(now),
    ...part,
  });
  const session = readingSession(createVoipex(documentedEndpoints.voipex, () => 0.5).connect(context));
  const paths = (): string[] =>
    scripted.requests.map(({ url }) => `${new URL(url).host}${new URL(url).pathname}`).sort();
  return { ...scripted, session, counted: context.counted, authority: context.authority, paths };
}

export const ipbx = 'ipbxapi.voipex.io';
export const central = 'restapi.ipex.cz';

export const accessTo = (surface: 'ipbx' | 'central'): ProvenAccess => ({
  signedInAs: 'jana.novakova@example.test',
  capabilities: {
    calls: 'proven',
    switchboard: 'proven',
    recordings: 'unknown',
    dial: 'unknown',
    impersonate: 'unknown',
  },
  pbx: [{ pbxId: '1203', name: 'Ústředna Ukázka', hostname: 'ukazka.voipex.io', version: '5.4.0' }],
  surface,
  agent: null,
});
