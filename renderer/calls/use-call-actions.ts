import { useTranslation } from 'react-i18next';
import type { Call } from '../../domain/call.ts';
import { useAnnounce } from '../announcer.tsx';
import { useAct } from '../queries.ts';
import type { RowAction } from './CallRow.tsx';
import type { CallWords } from './call-words.ts';

/** Copies a call's number or opens its page at the provider, and says how it went. */
export function useCallActions(words: CallWords): (action: RowAction, call: Call) => void {
  const { t } = useTranslation('calls');
  const announce = useAnnounce();
  const copy = useAct('calls.copyNumber');
  const open = useAct('calls.openInProvider');
  return (action, call) => {
    if (action === 'copy') {
      if (words.number(call) === null) announce(t('actions.noNumber'));
      else {
        copy.mutate(
          { id: call.id },
          {
            onSuccess: ({ copied }) => announce(t('actions.copied', { number: words.formats.phone(copied) })),
            onError: () => announce(t('actions.copyRefused')),
          },
        );
      }
      return;
    }
    if (call.providerPage === null) announce(t('actions.noPage'));
    else open.mutate({ id: call.id }, { onError: () => announce(t('actions.openRefused')) });
  };
}
