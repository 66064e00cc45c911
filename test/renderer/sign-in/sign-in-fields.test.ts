import { describe, expect, it } from 'vitest';
import { SignInRequest } from '../../../domain/sign-in.ts';
import { missingFields, requestFrom } from '../../../renderer/sign-in/sign-in-fields.ts';

const filled = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('the sign-in form', () => {
  it('names every field that holds nothing', () => {
    expect(missingFields('aircall-api-key', filled({ apiId: ' ' }))).toEqual(['apiId', 'apiToken']);
    expect(missingFields('voipex-password', filled({ email: 'a@b.cz', password: 'x' }))).toEqual([]);
  });

  it('trims what was pasted but keeps the blanks of a password', () => {
    const request = requestFrom('voipex-password', filled({ email: ' a@b.cz ', password: ' p w ' }), null);
    expect(request).toEqual({
      way: 'voipex-password',
      label: null,
      renew: null,
      email: 'a@b.cz',
      password: ' p w ',
    });
  });

  it('makes requests that the contract accepts', () => {
    const aircall = requestFrom(
      'aircall-api-key',
      filled({ apiId: 'id', apiToken: 'token', label: ' Praha ' }),
      'aircall:abcdefgh',
    );
    expect(SignInRequest.parse(aircall)).toEqual({
      way: 'aircall-api-key',
      label: 'Praha',
      renew: 'aircall:abcdefgh',
      apiId: 'id',
      apiToken: 'token',
    });
  });
});
