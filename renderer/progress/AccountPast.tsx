import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useOperation } from '../queries.ts';
import { AccountProgress } from './AccountProgress.tsx';
import { PauseButton } from './PauseButton.tsx';

/** How much of an account's past is here, on its card; nothing for an account that reads none. */
export function AccountPast({ account }: { readonly account: Account }) {
  const { t } = useTranslation('progress');
  const status = useOperation('sync.read', {}).data?.find(({ accountId }) => accountId === account.id);
  if (!status || status.phase === 'idle') return null;
  return (
    <div>
      <h3 className="account-section">{t('title')}</h3>
      <AccountProgress status={status} isBesideStorage />
      <div className="progress-pause">
        <PauseButton account={account} status={status} />
      </div>
    </div>
  );
}
