import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Random256, type RedeemReply, type RelaySession, UpstreamError } from '../../domain/relay.ts';
import { callbackPaths, type RelayContext, resultTtlMs } from '../context.ts';
import { clearTransaction, setDone, transactionOf } from '../cookies.ts';
import { installPaths } from '../pages/install.ts';
import { sendNotice } from '../pages/page.ts';
import { random256, sameText, seal, sha256 } from '../secrets.ts';
import { type SignInTransaction, StoreUnavailable, type Transaction } from '../store/store.ts';
import { companyOf, exchangeCode, type Exchanged } from '../token-endpoint.ts';
import { donePath } from './done.ts';

/** What an upstream may send back (Aircall 1.3). Parameters nobody knows are ignored, but none may come twice. */
const Callback = z
  .object({
    code: z
      .string()
      .regex(/^[\x21-\x7e]{1,4000}$/)
      .optional(),
    state: Random256.optional(),
    error: z.string().min(1).max(500).optional(),
  })
  .refine(({ code, error }) => (code === undefined) !== (error === undefined));
type Callback = z.infer<typeof Callback>;

type Kind = Transaction['kind'];
type Failure = { readonly error: string };

/** The routes that upstreams send the browser back to. */
export function addCallbackRoutes(server: FastifyInstance, context: RelayContext): void {
  const count = (kind: Kind | 'none', outcome: string): void =>
    context.metrics.count('switchdeck_relay_callbacks_total', { kind, outcome });

  /**
   * The transaction this browser began and this callback ends; from here on nobody else can end it. Null leaves a real
   * one as it is: a forged callback must not cost anybody a sign-in.
   */
  const take = async (
    request: FastifyRequest,
    { state }: Callback,
    kinds: readonly Kind[],
  ): Promise<Transaction | null> => {
    const cookie = transactionOf(request);
    if (cookie === null) return null;
    const id = sha256(cookie);
    const begun = await context.store.readTransaction(id);
    if (begun === null || !kinds.includes(begun.kind)) return null;
    if (state === undefined) {
      if (begun.kind !== 'aircall-sso' || context.config.sso?.state !== 'optional') return null;
    } else if (!sameText(state, begun.upstreamState)) return null;
    return context.store.takeTransaction(id);
  };

  const exchange = async (code: string, kind: 'aircall' | 'install'): Promise<Exchanged> => {
    const { api, clientId, clientSecret } = context.config.aircall;
    const redirectUri = context.publicUrl() + callbackPaths[kind];
    const exchanged = await exchangeCode(code, { api, clientId, clientSecret, redirectUri }, context.fetch);
    if (exchanged.outcome !== 'token')
      context.log.warn('exchange.failed', { outcome: exchanged.outcome, error: exchanged.error });
    return exchanged;
  };

  /** For polling in the desktops' place, where that is switched on. Without it the sign-in is none the worse. */
  const keepAccess = async (company: string, accessToken: string): Promise<void> => {
    try {
      await context.polling.keep(company, accessToken);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      context.log.warn('store.unavailable', { why: error.why });
    }
  };

  /** A session of the company the token is of. Without one the person is signed in all the same, and hears less. */
  const sessionWith = async (accessToken: string): Promise<RelaySession | null> => {
    const company = await companyOf(accessToken, context.config.aircall.api, context.fetch);
    context.metrics.count('switchdeck_relay_sessions_total', {
      what: 'open',
      outcome: company === null ? 'unknown-company' : 'opened',
    });
    if (company === null) {
      context.log.warn('session.none');
      return null;
    }
    await keepAccess(company, accessToken);
    return context.sessions.open(company);
  };

  const resultOf = async (code: string, kind: SignInTransaction['kind']): Promise<RedeemReply | Failure> => {
    if (kind === 'aircall-sso')
      return { provider: kind, code, redirectUrl: context.publicUrl() + callbackPaths[kind] };
    const exchanged = await exchange(code, kind);
    if (exchanged.outcome !== 'token') return { error: exchanged.error };
    const { accessToken } = exchanged;
    return { provider: kind, accessToken, session: await sessionWith(accessToken) };
  };

  const keep = async (result: RedeemReply, transaction: SignInTransaction): Promise<string> => {
    const handle = random256();
    const { challenge, state, loopback } = transaction;
    const expiresAt = context.clock.now() + resultTtlMs;
    const sealed = seal(handle, JSON.stringify(result));
    const kept = { sealed, challenge, landing: { state, loopback, expiresAt } };
    await context.store.keepResult(sha256(handle), kept, resultTtlMs);
    return handle;
  };

  const finishSignIn = async (
    reply: FastifyReply,
    callback: Callback,
    transaction: SignInTransaction,
  ): Promise<void> => {
    const { kind, state, loopback } = transaction;
    const fail = (error: string): void => {
      count(kind, error === 'access_denied' ? 'denied' : 'failed');
      setDone(reply, { kind: 'error', error, state, loopback });
    };
    if (callback.code === undefined) {
      fail(UpstreamError.safeParse(callback.error).data ?? 'server_error');
      return;
    }
    const result = await resultOf(callback.code, kind);
    if ('error' in result) {
      fail(result.error);
      return;
    }
    try {
      const handle = await keep(result, transaction);
      setDone(reply, { kind: 'handle', handle });
      count(kind, 'done');
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      // The code is spent, so there is nothing to try again: the desktop is told.
      context.log.error('result.lost', { why: error.why });
      fail('temporarily_unavailable');
    }
  };

  /** The administrator's consent counts once its code is exchanged. The token is dropped: nobody asked for it. */
  const finishInstall = async (callback: Callback): Promise<string> => {
    const installed =
      callback.code !== undefined && (await exchange(callback.code, 'install')).outcome === 'token';
    const denied = callback.error === 'access_denied';
    count('install', installed ? 'done' : denied ? 'denied' : 'failed');
    return installed ? installPaths.done : installPaths.stopped;
  };

  const add = (path: string, kinds: readonly Kind[]): void => {
    server.get(path, async (request, reply) => {
      const callback = Callback.safeParse(request.query);
      const transaction = callback.success ? await take(request, callback.data, kinds) : null;
      if (!callback.success || transaction === null) {
        count('none', 'refused');
        return sendNotice(request, reply, 400, 'foreign');
      }
      clearTransaction(reply);
      if (transaction.kind === 'install') return reply.redirect(await finishInstall(callback.data), 303);
      await finishSignIn(reply, callback.data, transaction);
      return reply.redirect(donePath, 303);
    });
  };
  add(callbackPaths.aircall, ['aircall', 'install']);
  add(callbackPaths['aircall-sso'], ['aircall-sso']);
}
