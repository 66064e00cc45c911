import { type Czech } from '../../i18n/translation.ts';
import { type accounts as english } from '../en/accounts.ts';

export const accounts = {
  title: '',
} as const satisfies Czech<typeof english>;
