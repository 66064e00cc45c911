import './keeping.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useOperation } from '../queries.ts';
import { RetentionDialog } from './RetentionDialog.tsx';
import { useKeepingWords } from './use-keeping-words.ts';

/** What is stored of one account and how long it stays. */
export function AccountStorage({ account }: { readonly account: Account }) {
  const { t } = useTranslation('keeping');
  const formats = useFormats();
  const words = useKeepingWords();
  const [isChanging, setChanging] = useState(false);
  const stored = useOperation('storage.read', {}).data?.accounts.find(
    ({ accountId }) => accountId === account.id,
  );
  if (!stored) return null;
  return (
    <div>
      <h3 className="account-section">{t('title')}</h3>
      <dl className="account-facts">
        <div className="account-fact">
          <dt>{t('calls')}</dt>
          <dd className="figures">{formats.number(stored.calls)}</dd>
        </div>
        <div className="account-fact">
          <dt>{t('earliest')}</dt>
          <dd className="figures">{stored.earliest === null ? t('none') : formats.date(stored.earliest)}</dd>
        </div>
        <div className="account-fact">
          <dt>{t('kept')}</dt>
          <dd className="figures">
            <span className="keeping-kept">{words.kept(stored.retention)}</span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('changeOf', { account: account.label })}
              onClick={() => setChanging(true)}
            >
              {t('change')}
            </Button>
          </dd>
        </div>
      </dl>
      <RetentionDialog
        account={account}
        stored={stored}
        opened={isChanging}
        onClose={() => setChanging(false)}
      />
    </div>
  );
}
