import type { FastifyInstance, FastifyReply } from 'fastify';
import { relayPaths, StartQuery } from '../../domain/relay.ts';
import { callbackPaths, type RelayContext, transactionTtlMs } from '../context.ts';
import { setTransaction } from '../cookies.ts';
import { installPage, installPaths } from '../pages/install.ts';
import { sendNotice, sendPage } from '../pages/page.ts';
import { random256, sha256 } from '../secrets.ts';
import type { Transaction } from '../store/store.ts';

const withQuery = (address: string, parameters: Readonly<Record<string, string>>): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
};

/** Where each kind of transaction sends the browser. */
function upstreamAddress(context: RelayContext, { kind, upstreamState: state }: Transaction): string {
  const { aircall, sso } = context.config;
  const back = context.publicUrl() + callbackPaths[kind];
  if (kind === 'aircall-sso' && sso !== null)
    return withQuery(sso.url, { [sso.redirectParameter]: back, state });
  return withQuery(aircall.consent, {
    client_id: aircall.clientId,
    redirect_uri: back,
    response_type: 'code',
    scope: 'public_api',
    state,
  });
}

/** The routes that send a browser to an upstream, bound to it by a cookie. */
export function addStartRoutes(server: FastifyInstance, context: RelayContext): void {
  const begin = async (reply: FastifyReply, transaction: Transaction): Promise<FastifyReply> => {
    const id = random256();
    await context.store.keepTransaction(sha256(id), transaction, transactionTtlMs);
    context.metrics.count('switchdeck_relay_starts_total', { kind: transaction.kind });
    setTransaction(reply, id);
    return reply.redirect(upstreamAddress(context, transaction), 303);
  };

  const addSignIn = (path: string, kind: 'aircall' | 'aircall-sso'): void => {
    server.get(path, async (request, reply) => {
      if (kind === 'aircall-sso' && context.config.sso === null)
        return sendNotice(request, reply, 404, 'noSso');
      const query = StartQuery.safeParse(request.query);
      if (!query.success) return sendNotice(request, reply, 400, 'badStart');
      const { c: challenge, s: state, l: loopback = null } = query.data;
      return begin(reply, { kind, upstreamState: random256(), challenge, state, loopback });
    });
  };
  addSignIn(relayPaths.start['aircall-oauth'], 'aircall');
  addSignIn(relayPaths.start['aircall-sso'], 'aircall-sso');

  server.get(installPaths.page, async (request, reply) => sendPage(request, reply, 200, installPage));
  server.get(installPaths.go, async (_request, reply) =>
    begin(reply, { kind: 'install', upstreamState: random256() }),
  );
}
