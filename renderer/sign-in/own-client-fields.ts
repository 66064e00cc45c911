import type { AccountId } from '../../domain/account.ts';
import type { BrowserSignInRequest } from '../../domain/sign-in.ts';

const fields = ['clientId', 'clientSecret', 'callbackUrl'] as const;
export type OwnClientField = (typeof fields)[number];

/** How the browser comes back: to the app itself, or to a page whose address has to be pasted. */
export type CallbackKind = 'none' | 'served' | 'pasted' | 'unusable';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What a callback address means for the way back. Only for the hint: main judges it. */
export function callbackKind(typed: string): CallbackKind {
  const text = typed.trim();
  if (text === '') return 'none';
  const url = URL.parse(text);
  if (url?.protocol === 'https:') return 'pasted';
  return url?.protocol === 'http:' && loopback.has(url.hostname) ? 'served' : 'unusable';
}

/** Fields that hold nothing usable, in the order they are shown. */
export const missingClientFields = (form: FormData): readonly OwnClientField[] =>
  fields.filter((name) => {
    const text = textIn(form, name);
    return name === 'callbackUrl' ? ['none', 'unusable'].includes(callbackKind(text)) : text.trim() === '';
  });

/** The request a filled-in form stands for. The callback goes on as it was typed: it is compared by the character. */
export const ownClientRequest = (form: FormData, renew: AccountId | null): BrowserSignInRequest => ({
  way: 'aircall-own-client',
  label: textIn(form, 'label').trim() || null,
  renew,
  client: {
    clientId: textIn(form, 'clientId').trim(),
    clientSecret: textIn(form, 'clientSecret'),
    callbackUrl: textIn(form, 'callbackUrl').trim(),
  },
});

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
