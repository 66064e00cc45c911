import type { FastifyReply, FastifyRequest } from 'fastify';
import { LoopbackReturn, Random256, UpstreamError } from '../domain/relay.ts';
import { resultTtlMs, transactionTtlMs } from './context.ts';

const transactionCookie = '__Host-tx';
const doneCookie = '__Host-done';

/** `__Host-`: this host only, https only, every path; no neighbour under the same domain can plant one. */
const attributes = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const;

export function setTransaction(reply: FastifyReply, id: string): void {
  reply.setCookie(transactionCookie, id, { ...attributes, maxAge: transactionTtlMs / 1000 });
}

/** The transaction this browser began, or null. */
export const transactionOf = (request: FastifyRequest): string | null =>
  Random256.safeParse(request.cookies[transactionCookie]).data ?? null;

export const clearTransaction = (reply: FastifyReply): FastifyReply =>
  reply.clearCookie(transactionCookie, attributes);

/** What the landing page shows: a handle to hand over, or why there is none. */
export type Done =
  | { readonly kind: 'handle'; readonly handle: string }
  | {
      readonly kind: 'error';
      readonly error: string;
      readonly state: string;
      readonly loopback: string | null;
    };

export function setDone(reply: FastifyReply, done: Done): void {
  const value =
    done.kind === 'handle'
      ? `h.${done.handle}`
      : ['e', done.error, done.state, ...(done.loopback === null ? [] : [done.loopback])].join('.');
  reply.setCookie(doneCookie, value, { ...attributes, maxAge: resultTtlMs / 1000 });
}

export function doneOf(request: FastifyRequest): Done | null {
  const [kind, ...rest] = (request.cookies[doneCookie] ?? '').split('.');
  if (kind === 'h' && rest.length === 1) {
    const handle = Random256.safeParse(rest[0]);
    return handle.success ? { kind: 'handle', handle: handle.data } : null;
  }
  if (kind !== 'e' || (rest.length !== 2 && rest.length !== 4)) return null;
  const error = UpstreamError.safeParse(rest[0]);
  const state = Random256.safeParse(rest[1]);
  const loopback = LoopbackReturn.nullable().safeParse(rest.length === 4 ? rest.slice(2).join('.') : null);
  if (!error.success || !state.success || !loopback.success) return null;
  return { kind: 'error', error: error.data, state: state.data, loopback: loopback.data };
}
