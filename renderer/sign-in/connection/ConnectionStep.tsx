import './connection.css';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { FailureNotice } from '../../parts/FailureNotice.tsx';
import { ProviderSaid } from '../ProviderSaid.tsx';
import { StepHeading } from '../StepHeading.tsx';
import type { Flow } from '../use-sign-in-flow.ts';
import { Waiting } from '../Waiting.tsx';
import { ConnectionEntry } from './ConnectionEntry.tsx';
import { DraftFacts } from './DraftFacts.tsx';
import { DraftProblems } from './DraftProblems.tsx';
import { DraftTrial } from './DraftTrial.tsx';

interface DraftProps {
  readonly flow: Flow;
  readonly draft: ConnectionDraft;
}

/** A string that was read but not yet tried: what it says, what is wrong with it, or why its dry run failed. */
function Untried({ flow, draft }: DraftProps) {
  const { t } = useTranslation('connection');
  const { t: common } = useTranslation();
  const { connection, attempt, draftAttempt } = flow;
  const { failure, problems, stage } = draft;
  const provider = common(`providers.${draft.provider}`);
  const isRejected = failure?.code === 'sign-in-rejected';
  // A password that was refused is not sent again: the access may be about to be locked.
  const isHopeless = isRejected && draft.initiate === null;
  const words = isRejected
    ? { title: t('failed.rejected', { provider }), next: t('failed.rejectedNext') }
    : flow.isTrialCancelled
      ? { title: t('failed.cancelled'), next: t('failed.cancelledNext') }
      : {};
  const said = (draftAttempt ?? attempt)?.providerSaid ?? null;
  return (
    <>
      {failure && <FailureNotice failure={failure} words={words} />}
      {said !== null && <ProviderSaid provider={provider} words={said} />}
      {problems.length > 0 && <DraftProblems problems={problems} />}
      <DraftFacts draft={draft} />
      {connection.failure && <FailureNotice failure={connection.failure} />}
      {problems.length === 0 && !isHopeless && <p className="secondary">{t('try.why', { provider })}</p>}
      <div className="sign-in-buttons">
        <Button variant="default" onClick={flow.goBack}>
          {t(problems.length > 0 || isHopeless ? 'another' : 'discard')}
        </Button>
        {problems.length === 0 && !isHopeless && (
          <Button loading={connection.isBusy} onClick={connection.tryOut}>
            {t(stage === 'failed' ? 'try.again' : 'try.do')}
          </Button>
        )}
      </div>
    </>
  );
}

function Trying({ flow, draft }: DraftProps) {
  const { t } = useTranslation('connection');
  const { t: common } = useTranslation();
  return (
    <>
      <p className="sign-in-where" role="status">
        {t('try.busy', { provider: common(`providers.${draft.provider}`) })}
      </p>
      <DraftFacts draft={draft} />
      <div className="sign-in-buttons">
        <Button variant="default" onClick={flow.goBack}>
          {t('discard')}
        </Button>
      </div>
    </>
  );
}

const titles = {
  read: 'titles.read',
  trying: 'titles.trying',
  tried: 'titles.tried',
  failed: 'titles.failed',
} as const;

/** A connection string from the paste to the account: read, tried without saving anything, then kept or let go. */
export function ConnectionStep({ flow }: { readonly flow: Flow }) {
  const { t } = useTranslation('connection');
  const { connection, draftAttempt } = flow;
  const { draft } = connection;
  if (!draft) return <ConnectionEntry connection={connection} onBack={flow.goBack} />;
  if (draft.stage === 'trying' && draftAttempt)
    return <Waiting attempt={draftAttempt} onCancel={flow.goBack} />;
  return (
    <div className="sign-in-step">
      <StepHeading key={draft.stage}>
        {t(draft.problems.length > 0 ? 'titles.problems' : titles[draft.stage])}
      </StepHeading>
      {draft.stage === 'trying' ? (
        <Trying flow={flow} draft={draft} />
      ) : draft.trial ? (
        <DraftTrial
          connection={connection}
          draft={draft}
          trial={draft.trial}
          onKept={flow.signedIn}
          onDiscard={flow.goBack}
        />
      ) : (
        <Untried flow={flow} draft={draft} />
      )}
    </div>
  );
}
