import '../frame/frame.css';
import { IconUserShare } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { useAct, useOperation } from '../queries.ts';
import { useShowCallsOf } from './use-show-calls-of.ts';

function Bar({ account, base }: { readonly account: Account; readonly base: Account | undefined }) {
  const { t } = useTranslation('acting');
  const announce = useAnnounce();
  const showCallsOf = useShowCallsOf();
  const stop = useAct('accounts.stopImpersonating');
  return (
    <div className="desk-bar" data-tone="acting">
      <IconUserShare size={16} stroke={1.75} aria-hidden />
      <span className="desk-bar-text">
        {t('bar.text', {
          who: account.actingAs?.email ?? account.signedInAs,
          account: base?.label ?? account.label,
        })}
      </span>
      <button type="button" className="desk-bar-button" onClick={() => showCallsOf([account.id])}>
        {t('bar.show')}
      </button>
      <button
        type="button"
        className="desk-bar-button"
        disabled={stop.isPending}
        onClick={() => stop.mutate({ id: account.id }, { onSuccess: () => announce(t('stopped')) })}
      >
        {t('bar.stop')}
      </button>
    </div>
  );
}

/** Says, for as long as it lasts, that somebody is seen through another's eyes, with the way back beside it. */
export function ActingBar() {
  const accounts = useOperation('accounts.list', {}).data ?? [];
  return (
    <div role="status">
      {accounts
        .filter(({ actingAs }) => actingAs !== null)
        .map((account) => (
          <Bar
            key={account.id}
            account={account}
            base={accounts.find(({ id }) => id === account.actingAs?.base)}
          />
        ))}
    </div>
  );
}
