import './connection.css';
import '../../accounts/accounts.css';
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../domain/account.ts';
import type { ConnectionDraft, ConnectionTrial } from '../../../domain/connection-string.ts';
import { CapabilityList } from '../../accounts/CapabilityList.tsx';
import { PbxTable } from '../../accounts/PbxTable.tsx';
import { FailureNotice } from '../../parts/FailureNotice.tsx';
import { useOperation } from '../../queries.ts';
import { SubHeading } from '../StepHeading.tsx';
import { DraftFacts } from './DraftFacts.tsx';
import type { ConnectionControl } from './use-connection.ts';

interface DraftTrialProps {
  readonly connection: ConnectionControl;
  readonly draft: ConnectionDraft;
  readonly trial: ConnectionTrial;
  readonly onKept: (account: Account) => void;
  readonly onDiscard: () => void;
}

/** What the dry run showed, and the choice to keep it under a name or to let it go. */
export function DraftTrial({ connection, draft, trial, onKept, onDiscard }: DraftTrialProps) {
  const { t } = useTranslation('connection');
  const { t: welcome } = useTranslation('welcome');
  const formId = useId();
  const accounts = useOperation('accounts.list', {}).data;
  const existing = accounts?.find(({ id }) => id === draft.existing) ?? null;
  const label = draft.label ?? existing?.label ?? trial.signedInAs.slice(0, 60);
  const keep = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('label');
    connection.keep(typeof typed === 'string' ? typed.trim() || null : null, onKept);
  };
  return (
    <>
      <p className="trial-who">
        {t('trial.signedInAs')} <strong className="selectable">{trial.signedInAs}</strong>
        <br />
        {existing ? t('trial.renews', { account: existing.label }) : t('trial.adds')}
      </p>
      <SubHeading className="visually-hidden">{t('trial.showed')}</SubHeading>
      <CapabilityList capabilities={trial.capabilities} />
      {trial.pbx.length > 0 && <PbxTable instances={trial.pbx} />}
      <DraftFacts draft={draft} />
      <form id={formId} onSubmit={keep}>
        <TextInput
          name="label"
          label={welcome('form.label')}
          defaultValue={label}
          maxLength={60}
          autoComplete="off"
          readOnly={connection.isBusy}
        />
      </form>
      {connection.failure && <FailureNotice failure={connection.failure} />}
      <p className="secondary">{t('trial.notSaved')}</p>
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onDiscard}>
          {t('discard')}
        </Button>
        <Button type="submit" form={formId} loading={connection.isBusy}>
          {t('trial.keep')}
        </Button>
      </div>
    </>
  );
}
