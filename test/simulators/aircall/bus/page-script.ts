/**
 * The bus page's own script (1.5), stringified into the page: nothing from outside its braces. After a registration it
 * answers that window under that origin only and ignores every other silently.
 */
export function runBusPage(): void {
  type Json = Readonly<Record<string, unknown>>;
  interface Reply {
    readonly ok: boolean;
    readonly body: Json;
  }
  const post = async (path: string, body: Json): Promise<Reply> => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { ok: response.ok, body: (await response.json()) as Json }; // our own server's
  };
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

  let owner: { readonly source: Window; readonly origin: string } | null = null;
  let sessionId: string | null = null;

  const say = (type: string, payload?: Json): void => {
    owner?.source.postMessage(payload === undefined ? { type } : { type, payload }, owner.origin);
  };

  const handlers: Readonly<Record<string, (payload: Json) => Promise<void>>> = {
    'AUTH.SSO': async ({ code, redirectUrl }) => {
      if (!isText(code) || !isText(redirectUrl)) {
        say('AUTH.SSO_REJECTED', { error: 'The payload is invalid.' }); // [I]: that it is validated is documented
        return;
      }
      const { ok, body } = await post('/backend/sso', { code, redirectUrl });
      if (body['silent'] === true) return;
      if (!ok) {
        say('AUTH.SSO_REJECTED', { error: body['error'] });
        return;
      }
      sessionId = String(body['sessionId']);
      say('AUTH.SSO_FULFILLED', {
        credentials: body['credentials'],
        currentUser: body['currentUser'],
        company: body['company'],
      });
    },
    'BUS.INIT': async ({ services }) => {
      if (sessionId === null || !Array.isArray(services)) return;
      if (services.includes('AUTH')) listen(sessionId);
      say('BUS.INIT_FULFILLED');
    },
  };

  const listen = (id: string): void => {
    const events = new EventSource(`/backend/events/${id}`);
    events.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as Json; // our own server's
      if (event['type'] === 'expired') {
        say('AUTH.REFRESH_TOKEN_EXPIRED');
        events.close();
      } else {
        say('AUTH.TOKEN_REFRESHED', isObject(event['tokens']) ? event['tokens'] : {});
      }
    };
  };

  const register = async ({ source, origin }: MessageEvent, payload: Json): Promise<void> => {
    const asked = [payload['origin'], payload['appName'], payload['release']];
    const { body } = await post('/backend/register', {});
    if (body['silent'] === true) return;
    // The sender of a message between windows is one; the declarations also know ports and workers.
    const candidate = { source: source as Window, origin };
    if (!asked.every(isText) || payload['origin'] !== origin) {
      const message = {
        type: 'BUS.REGISTER_REJECTED',
        payload: { error: 'The origin or a field is wrong.' },
      };
      candidate.source.postMessage(message, origin);
      return;
    }
    owner = candidate;
    say('BUS.REGISTER_FULFILLED', isObject(body['user']) ? { user: body['user'] } : undefined);
  };

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data } = event;
    if (!isObject(data) || !isText(data['type'])) return;
    const payload = isObject(data['payload']) ? data['payload'] : {};
    if (owner !== null && (event.origin !== owner.origin || event.source !== owner.source)) return;
    if (data['type'] === 'BUS.REGISTER') void register(event, payload);
    else if (owner !== null) void handlers[data['type']]?.(payload);
  });
}
