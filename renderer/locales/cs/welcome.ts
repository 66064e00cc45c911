import { type Czech } from '../../i18n/translation.ts';
import { type welcome as english } from '../en/welcome.ts';

export const welcome = {
  title: '',
} as const satisfies Czech<typeof english>;
