import './sign-in.css';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { AfterPatience } from '../parts/SkeletonRows.tsx';
import { AttemptEnded } from './AttemptEnded.tsx';
import { SecretsNote } from './SecretsNote.tsx';
import { StepHeading } from './StepHeading.tsx';
import type { Flow } from './use-sign-in-flow.ts';
import { Waiting } from './Waiting.tsx';
import { type BrowserWay, isBrowserWay, requestFor } from './ways.ts';

interface BrowserSignInProps {
  readonly flow: Flow;
  readonly renew: Account | null;
}

/** Told before the browser opens for an account that is signed in again: what will happen there. */
function BeforeTheBrowser({ flow, renew, way }: BrowserSignInProps & { readonly way: BrowserWay }) {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation();
  const { t: welcome } = useTranslation('welcome');
  const provider = common('providers.aircall');
  return (
    <div className="sign-in-step">
      <StepHeading>{t(`ways.${way}.name`)}</StepHeading>
      <p className="sign-in-where">{t(`before.${way}`, { provider })}</p>
      <SecretsNote brief />
      {renew && (
        <Button
          variant="subtle"
          className="another-way"
          onClick={() => flow.goTo({ at: 'ways', provider: renew.provider })}
        >
          {t('anotherWay')}
        </Button>
      )}
      <div className="sign-in-buttons">
        <Button variant="default" onClick={flow.goBack}>
          {welcome('form.back')}
        </Button>
        <Button onClick={() => flow.begin(requestFor(way, renew))}>{t('before.open')}</Button>
      </div>
    </div>
  );
}

function Beginning({ onCancel }: { readonly onCancel: () => void }) {
  const { t } = useTranslation('signIn');
  return (
    <div className="sign-in-step">
      <StepHeading>{t('waiting.beginning')}</StepHeading>
      <AfterPatience>
        <p className="sign-in-where">{t('waiting.beginningWhy')}</p>
      </AfterPatience>
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onCancel}>
          {t('waiting.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** A sign-in through the browser from the first word about it to its end. */
export function BrowserSignIn({ flow, renew }: BrowserSignInProps) {
  const { attempt, step, isBeginning, beginFailure } = flow;
  const begun = attempt?.way ?? (step.at === 'browser' ? step.way : 'aircall-own-client');
  const way = isBrowserWay(begun) ? begun : 'aircall-oauth';
  const failure = attempt?.failure ?? beginFailure;

  if (isBeginning) return <Beginning onCancel={flow.goBack} />;
  if (failure) {
    // A client that was typed in is not kept here: it has to be typed again, and is where it can be corrected.
    const needsForm = way === 'aircall-own-client' && !(step.at === 'own-client' && step.kept);
    return (
      <AttemptEnded
        provider={attempt?.provider ?? 'aircall'}
        failure={failure}
        providerSaid={attempt?.providerSaid ?? null}
        isOwnClient={way === 'aircall-own-client'}
        onBack={flow.goBack}
        onStartAgain={() => {
          if (!needsForm) flow.begin(requestFor(way, renew));
          else if (step.at === 'own-client') flow.clearAttempt();
          else {
            flow.clearAttempt();
            flow.goTo({ at: 'own-client', kept: false });
          }
        }}
      />
    );
  }
  if (attempt) return <Waiting attempt={attempt} onCancel={flow.cancelAttempt} />;
  return <BeforeTheBrowser flow={flow} renew={renew} way={way} />;
}
