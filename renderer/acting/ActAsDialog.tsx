import './acting.css';
import { Autocomplete, Button } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useAct, useOperation } from '../queries.ts';
import { useShowCallsOf } from './use-show-calls-of.ts';

// Few enough to be seen without scrolling; typing finds the others.
const mostOffered = 6;

interface FormProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** Failures that mean something more exact here than elsewhere. */
const ownWords = (failure: Failure | undefined): 'refused' | 'unknown' | null => {
  if (failure?.code === 'provider-refused') return 'refused';
  return failure?.code === 'not-found' ? 'unknown' : null;
};

function ActAsForm({ account, onClose }: FormProps) {
  const { t } = useTranslation('acting');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const showCallsOf = useShowCallsOf();
  const people = useOperation('switchboard.read', {}).data?.people ?? [];
  const impersonate = useAct('accounts.impersonate');
  const [typed, setTyped] = useState('');
  const [isMissing, setMissing] = useState(false);

  const known = people
    .filter(({ accountId, email }) => accountId === account.id && email !== null)
    .toSorted((a, b) => formats.compare(a.name, b.name))
    .map(({ name, email }) => ({ label: `${name} · ${email ?? ''}`, email: email ?? '' }));
  const chosen = known.find(({ label }) => label === typed)?.email ?? typed.trim();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const lacking = !/^\S+@\S+$/.test(chosen);
    setMissing(lacking);
    if (lacking) return;
    impersonate.mutate(
      { id: account.id, email: chosen },
      {
        onSuccess: (acting) => {
          onClose(); // the bar that appears says the rest
          showCallsOf([acting.id]);
        },
      },
    );
  };
  const failure = impersonate.error?.failure;
  const own = ownWords(failure);
  return (
    <form className="acting-form" onSubmit={submit} noValidate>
      <p>{t('dialog.lead')}</p>
      {failure && own === null && <FailureNotice failure={failure} />}
      <Autocomplete
        data-autofocus
        label={t('dialog.who')}
        description={t('dialog.whoWhy')}
        data={[...new Set(known.map(({ label }) => label))]}
        limit={mostOffered}
        value={typed}
        onChange={setTyped}
        maxLength={400}
        spellCheck={false}
        autoComplete="off"
        error={isMissing ? t('dialog.missing') : own !== null && t(`dialog.${own}`)}
      />
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button type="submit" loading={impersonate.isPending}>
          {t('dialog.submit')}
        </Button>
      </div>
    </form>
  );
}

interface ActAsDialogProps {
  /** The access to act through; null closes the dialog. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

/** Picks or takes the user to act as. */
export function ActAsDialog({ account, onClose }: ActAsDialogProps) {
  const { t } = useTranslation('acting');
  return (
    <Dialog
      opened={account !== null}
      onClose={onClose}
      width={460}
      title={account && t('dialog.title', { account: account.label })}
    >
      {account && <ActAsForm account={account} onClose={onClose} />}
    </Dialog>
  );
}
