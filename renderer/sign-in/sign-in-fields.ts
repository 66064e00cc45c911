import type { AccountId } from '../../domain/account.ts';
import type { SignInRequest } from '../../domain/sign-in.ts';

/** The ways this page has a form for. */
export type FormWay = SignInRequest['way'];
export type FieldName = 'apiId' | 'apiToken' | 'email' | 'password';

export interface SignInField {
  readonly name: FieldName;
  /** Never kept: uncontrolled, and emptied at once after it was sent. */
  readonly secret: boolean;
  readonly type: 'text' | 'email';
  readonly autoComplete: string;
  readonly maxLength: number;
}

export const signInFields: Readonly<Record<FormWay, readonly SignInField[]>> = {
  'aircall-api-key': [
    { name: 'apiId', secret: false, type: 'text', autoComplete: 'username', maxLength: 200 },
    { name: 'apiToken', secret: true, type: 'text', autoComplete: 'current-password', maxLength: 500 },
  ],
  'voipex-password': [
    { name: 'email', secret: false, type: 'email', autoComplete: 'username', maxLength: 200 },
    { name: 'password', secret: true, type: 'text', autoComplete: 'current-password', maxLength: 500 },
  ],
};

/** Fields that hold nothing. Only a password may consist of blanks. */
export const missingFields = (way: FormWay, form: FormData): readonly FieldName[] =>
  signInFields[way].map(({ name }) => name).filter((name) => textIn(form, name, name === 'password') === '');

/** The request a filled-in form stands for. `renew` keeps the account and its history. */
export function requestFrom(way: FormWay, form: FormData, renew: AccountId | null): SignInRequest {
  const label = textIn(form, 'label') || null;
  switch (way) {
    case 'aircall-api-key':
      return { way, label, renew, apiId: textIn(form, 'apiId'), apiToken: textIn(form, 'apiToken') };
    case 'voipex-password':
      return { way, label, renew, email: textIn(form, 'email'), password: textIn(form, 'password', true) };
  }
}

function textIn(form: FormData, name: string, keepBlanks = false): string {
  const value = form.get(name);
  if (typeof value !== 'string') return '';
  return keepBlanks ? value : value.trim();
}
