import { createSessions } from '../../../relay/sessions.ts';
import { createMemoryStore } from '../../../relay/store/memory-store.ts';

/** The client secret of the relays of benches. */
export const benchSecret = 'client secret of benches';

/** The token of a session of a company, as a sign-in would have brought it. */
export async function tokenOf(company: string, secret: string = benchSecret): Promise<string> {
  const clock = { now: () => Date.now() };
  const store = createMemoryStore({ clock });
  const { token } = await createSessions(secret, store, clock).open(company);
  await store.close();
  return token;
}

/** What a desktop or Aircall posts; the status of the answer. */
export async function postTo(
  origin: string,
  path: string,
  body: unknown,
  token: string | null = null,
): Promise<number> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  return response.status;
}

/** A delivery as large as Aircall's usually are. @param id of the call, by which it is known again. */
export const deliveryOf = (token: string, id: number) => ({
  resource: 'call',
  event: 'call.created',
  timestamp: 1_795_219_200,
  token,
  data: {
    id,
    direction: 'inbound',
    status: 'initial',
    comments: 'x'.repeat(2000),
    mark: `mark-${String(id)}.`,
  },
});
