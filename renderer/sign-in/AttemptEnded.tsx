import './sign-in.css';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../domain/account.ts';
import type { Failure } from '../../domain/failure.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { ProviderSaid } from './ProviderSaid.tsx';
import { StepHeading } from './StepHeading.tsx';

interface AttemptEndedProps {
  readonly provider: ProviderId;
  readonly failure: Failure;
  /** What the provider said about it: somebody else's words, shown as such. */
  readonly providerSaid: string | null;
  /** What its own client was refused for can be corrected in the form. */
  readonly isOwnClient: boolean;
  readonly onBack: () => void;
  readonly onStartAgain: () => void;
}

/** Why a sign-in through the browser came to nothing, what the provider said, and the way to begin again. */
export function AttemptEnded(props: AttemptEndedProps) {
  const { provider, failure, providerSaid, isOwnClient, onBack, onStartAgain } = props;
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation();
  const { t: welcome } = useTranslation('welcome');
  const name = common(`providers.${provider}`);
  // Nothing was typed that could be checked: these words are for the browser.
  const words =
    failure.code === 'sign-in-rejected'
      ? {
          title: t('ended.rejected', { provider: name }),
          next: isOwnClient ? t('ended.rejectedClient') : t('ended.rejectedNext', { provider: name }),
        }
      : {};
  return (
    <div className="sign-in-step">
      <StepHeading>{t('ended.title')}</StepHeading>
      <FailureNotice failure={failure} words={words} />
      {providerSaid !== null && <ProviderSaid provider={name} words={providerSaid} />}
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onBack}>
          {welcome('form.back')}
        </Button>
        <Button onClick={onStartAgain}>{t('ended.again')}</Button>
      </div>
    </div>
  );
}
