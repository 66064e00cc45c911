import { type Czech } from '../../i18n/translation.ts';
import { type settings as english } from '../en/settings.ts';

export const settings = {
  title: '',
} as const satisfies Czech<typeof english>;
