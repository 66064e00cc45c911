import type { CallPage, CallPageRequest } from '../../domain/call.ts';
import type { Handlers } from '../../domain/contract.ts';
import { createAnswer } from '../../main/answer.ts';
import type { CallStore } from '../../main/calls/call-store.ts';
import { silentLog } from '../../main/log.ts';
import { companyNow } from './company.ts';

const untouched = (): Promise<never> => Promise.reject(new Error('this bench asks for pages only'));

export type AskPage = (request: CallPageRequest) => Promise<CallPage>;

/**
 * Asks for a page as the window does: its request and the reply are copied as between processes, both are checked
 * against the contract, and between the two lie the handler, the worker and what crosses to it.
 */
export function pagesOf(store: CallStore): AskPage {
  const given: Partial<Handlers> = { 'calls.page': (input) => store.page(input, companyNow) };
  // Total by the trap: whatever else is asked for refuses.
  const handlers = new Proxy({ ...given } as Handlers, {
    get: (target, name): unknown => (Reflect.has(target, name) ? Reflect.get(target, name) : untouched),
  });
  const answer = createAnswer(handlers, silentLog);
  return async (request) => {
    const reply = structuredClone(await answer('calls.page', true, structuredClone(request)));
    if (!reply.ok) throw new Error(`the page was refused: ${reply.failure.code}`);
    return reply.value as CallPage; // answer() has just checked it against the contract
  };
}

/** Resolves when the store has read all it needs to count. */
export async function whenCounted(store: CallStore): Promise<void> {
  await store.counts([], companyNow);
}
