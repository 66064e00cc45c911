import { describe, expect, it } from 'vitest';
import {
  callbackKind,
  missingClientFields,
  ownClientRequest,
} from '../../../renderer/sign-in/own-client-fields.ts';

const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('the callback address of an own client', () => {
  it.each([
    ['', 'none'],
    ['http://127.0.0.1:33333/cb', 'served'],
    ['http://localhost/cb', 'served'],
    ['http://[::1]:1/cb', 'served'],
    ['https://127.0.0.1/cb', 'pasted'],
    ['https://intranet.example/cb', 'pasted'],
    ['http://intranet.example/cb', 'unusable'],
    ['ftp://127.0.0.1/', 'unusable'],
    ['127.0.0.1:33333', 'unusable'],
  ])('%j is %s', (typed, kind) => {
    expect(callbackKind(typed)).toBe(kind);
  });
});

describe('the form of an own client', () => {
  it('names every field that holds nothing usable', () => {
    expect(missingClientFields(formOf({ clientId: ' ', callbackUrl: 'nonsense' }))).toEqual([
      'clientId',
      'clientSecret',
      'callbackUrl',
    ]);
  });

  it('keeps the blanks of a secret and trims the rest', () => {
    const form = formOf({ clientId: ' a ', clientSecret: ' s ', callbackUrl: ' https://x.example/cb ' });
    expect(ownClientRequest(form, null)).toEqual({
      way: 'aircall-own-client',
      label: null,
      renew: null,
      client: { clientId: 'a', clientSecret: ' s ', callbackUrl: 'https://x.example/cb' },
    });
  });
});
