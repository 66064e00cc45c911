import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useAct } from '../queries.ts';

interface QuestionProps {
  readonly account: Account;
  readonly onClose: () => void;
}

function Question({ account, onClose }: QuestionProps) {
  const { t } = useTranslation('accounts');
  const { t: common } = useTranslation();
  const announce = useAnnounce();
  const signOut = useAct('accounts.signOut');
  const isOnlyRemoval = account.status === 'signed-out';
  const [calls, setCalls] = useState<'keep' | 'forget'>(isOnlyRemoval ? 'forget' : 'keep');
  const forgetCalls = calls === 'forget';
  const confirm = () =>
    signOut.mutate(
      { id: account.id, forgetCalls },
      {
        onSuccess: () => {
          announce(
            t(forgetCalls ? 'signOutDialog.removed' : 'signOutDialog.done', { account: account.label }),
          );
          onClose();
        },
      },
    );
  return (
    <div className="sign-out">
      {isOnlyRemoval ? (
        <p>{t('signOutDialog.removeLead')}</p>
      ) : (
        <Radio.Group
          label={t('signOutDialog.lead')}
          value={calls}
          onChange={(value) => setCalls(value === 'forget' ? 'forget' : 'keep')}
        >
          <Radio value="keep" label={t('signOutDialog.keep')} description={t('signOutDialog.keepWhy')} />
          <Radio
            value="forget"
            label={t('signOutDialog.forget')}
            description={t('signOutDialog.forgetWhy')}
          />
        </Radio.Group>
      )}
      {signOut.error && <FailureNotice failure={signOut.error.failure} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button
          className={forgetCalls ? 'button-loss' : undefined}
          loading={signOut.isPending}
          onClick={confirm}
        >
          {isOnlyRemoval
            ? t('signOutDialog.confirmRemove')
            : t(forgetCalls ? 'signOutDialog.confirmForget' : 'signOutDialog.confirm')}
        </Button>
      </div>
    </div>
  );
}

interface SignOutDialogProps {
  /** The account to sign out; null closes the dialog. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

/** Asks what to do with the stored calls before the access is removed. */
export function SignOutDialog({ account, onClose }: SignOutDialogProps) {
  const { t } = useTranslation('accounts');
  const title = account?.status === 'signed-out' ? 'signOutDialog.removeTitle' : 'signOutDialog.title';
  return (
    <Dialog
      opened={account !== null}
      onClose={onClose}
      width={460}
      title={account && t(title, { account: account.label })}
    >
      {account && <Question account={account} onClose={onClose} />}
    </Dialog>
  );
}
