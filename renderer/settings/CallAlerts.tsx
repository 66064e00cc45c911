import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { AlertSettings } from '../../domain/live.ts';
import { failureOf } from '../desk-failure.ts';
import { AccountMark } from '../parts/AccountMark.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useAct, useOperation } from '../queries.ts';
import { AlertRulesFields } from './AlertRulesFields.tsx';
import { WhoAmI } from './WhoAmI.tsx';

interface OfAccountProps {
  readonly account: Account;
  readonly settings: AlertSettings;
  readonly isOnly: boolean;
}

function OfAccount({ account, settings, isOnly }: OfAccountProps) {
  const write = useAct('alertSettings.write');
  const change = (next: Partial<AlertSettings>) => write.mutate({ ...settings, ...next });
  return (
    <section className="alert-account" aria-label={account.label}>
      {!isOnly && (
        <h3>
          <AccountMark account={account} />
        </h3>
      )}
      {write.error && <FailureNotice failure={write.error.failure} />}
      <AlertRulesFields
        accountId={account.id}
        rules={settings.rules}
        onChange={(rules) => change({ rules: { ...settings.rules, ...rules } })}
      />
      {settings.rules.enabled && (
        <WhoAmI
          accountId={account.id}
          personId={settings.personId}
          onChange={(personId) => change({ personId })}
        />
      )}
    </section>
  );
}

/** Which calls the person at this desk is told of, for each account. */
export function CallAlerts() {
  const { t } = useTranslation('settings');
  const reading = useOperation('alertSettings.read', {});
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const known = (reading.data ?? []).flatMap((settings) => {
    const account = accounts.find(({ id }) => id === settings.accountId);
    return account ? [{ account, settings }] : [];
  });
  return (
    <section className="settings-group" aria-labelledby="settings-alerts">
      <h2 id="settings-alerts">{t('alerts.title')}</h2>
      <p className="secondary">{t('alerts.lead')}</p>
      {reading.error && (
        <FailureNotice failure={failureOf(reading.error)} onRetry={() => void reading.refetch()} />
      )}
      {reading.data && known.length === 0 && <p>{t('alerts.none')}</p>}
      {known.map(({ account, settings }) => (
        <OfAccount key={account.id} {...{ account, settings }} isOnly={known.length === 1} />
      ))}
    </section>
  );
}
