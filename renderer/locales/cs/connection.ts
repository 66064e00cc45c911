import type { Czech } from '../../i18n/translation.ts';
import type { connection as english } from '../en/connection.ts';

export const connection = {
  title: 'Připojovací řetězec',
  discarded: 'Připojovací řetězec je zahozen. Nic se neuložilo.',
} as const satisfies Czech<typeof english>;
