import './keeping.css';
import { Button } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { Retention, StorageReading } from '../../domain/keeping.ts';
import { useAnnounce } from '../announcer.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useAct } from '../queries.ts';
import { choiceOf, daysOf, rowsOf } from './retention-choice.ts';
import { RetentionFields } from './RetentionFields.tsx';
import { useCallsToDelete } from './use-calls-to-delete.ts';
import { useKeepingWords } from './use-keeping-words.ts';

type Stored = StorageReading['accounts'][number];

interface QuestionProps {
  readonly account: Account;
  readonly stored: Stored;
  readonly onClose: () => void;
}

/** Chooses, says what that deletes, and asks once more before anything is. */
function Question({ account, stored, onClose }: QuestionProps) {
  const { t } = useTranslation('keeping');
  const { t: common } = useTranslation();
  const announce = useAnnounce();
  const words = useKeepingWords();
  const write = useAct('retention.write');
  const [choice, setChoice] = useState(() => choiceOf(stored.retention));
  const [isSure, setSure] = useState(false);
  const confirmLead = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isSure) confirmLead.current?.focus();
  }, [isSure]);

  const days = daysOf(choice);
  const rows = rowsOf(choice);
  const isWrong = days === 'wrong' || rows === 'wrong';
  const chosen: Retention = { days: days === 'wrong' ? null : days, rows: rows === 'wrong' ? null : rows };
  const { count, failure, retry } = useCallsToDelete(account.id, stored.calls, chosen);
  const calls = count && words.counted(count);
  const deletes = count !== undefined && (count.count > 0 || !count.exact);

  const save = () =>
    write.mutate(
      { id: account.id, retention: chosen },
      {
        onSuccess: () => {
          announce(t('retention.saved', { account: account.label, kept: words.kept(chosen) }));
          onClose();
        },
      },
    );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isWrong || count === undefined) return;
    if (deletes && !isSure) setSure(true);
    else save();
  };
  const consequence = () => {
    if (isWrong) return null;
    if (failure) return <FailureNotice failure={failure} onRetry={retry} />;
    return (
      <p className="keeping-consequence figures" role="status" data-loss={deletes || undefined}>
        {calls === undefined
          ? t('retention.counting')
          : deletes
            ? t('retention.deletes', { calls })
            : t('retention.nothing')}
      </p>
    );
  };

  return (
    <form className="keeping-form" onSubmit={submit} noValidate>
      {isSure && calls !== undefined ? (
        <>
          <p ref={confirmLead} tabIndex={-1} className="keeping-warning figures">
            {t('retention.confirmLead', { calls, account: account.label })}
          </p>
          <p>{t('retention.confirmWhy')}</p>
        </>
      ) : (
        <>
          <p>{t('retention.lead')}</p>
          <RetentionFields choice={choice} onChange={setChoice} />
          {consequence()}
        </>
      )}
      {write.error && <FailureNotice failure={write.error.failure} />}
      <div className="dialog-buttons">
        {isSure ? (
          <Button variant="default" onClick={() => setSure(false)}>
            {t('retention.back')}
          </Button>
        ) : (
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
        )}
        <Button
          // Another button for another thing: what has the focus never turns from "continue" into "delete".
          key={isSure ? 'delete' : 'next'}
          type="submit"
          className={isSure ? 'button-loss' : undefined}
          disabled={isWrong || count === undefined}
          loading={write.isPending}
        >
          {isSure && calls !== undefined
            ? t('retention.confirm', { calls })
            : t(deletes ? 'retention.next' : 'retention.save')}
        </Button>
      </div>
    </form>
  );
}

interface RetentionDialogProps {
  readonly account: Account;
  readonly stored: Stored;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** How long an account's calls are kept. */
export function RetentionDialog({ account, stored, opened, onClose }: RetentionDialogProps) {
  const { t } = useTranslation('keeping');
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      width={480}
      title={t('retention.title', { account: account.label })}
    >
      {opened && <Question account={account} stored={stored} onClose={onClose} />}
    </Dialog>
  );
}
