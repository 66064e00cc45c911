import './sign-in.css';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SignInAttempt } from '../../domain/sign-in.ts';
import { useAnnounce } from '../announcer.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { queryKey, useAct } from '../queries.ts';
import { AttemptStages } from './AttemptStages.tsx';
import { OtherWaysBack } from './OtherWaysBack.tsx';
import { StepHeading } from './StepHeading.tsx';
import { TimeLeft } from './TimeLeft.tsx';
import { isBrowserWay } from './ways.ts';

interface WaitingProps {
  readonly attempt: SignInAttempt;
  readonly onCancel: () => void;
}

/** The browser once more, or its address on the clipboard. Which of them comes first depends on whether it opened. */
function BrowserButtons({ isOpened }: { readonly isOpened: boolean }) {
  const { t } = useTranslation('signIn');
  const announce = useAnnounce();
  const client = useQueryClient();
  const open = useAct('signIn.openBrowser');
  const copy = useAct('signIn.copyAddress');
  const failure = open.error?.failure ?? copy.error?.failure;
  const openAgain = () =>
    open.mutate(
      {},
      {
        onSuccess: (attempt) => {
          client.setQueryData(queryKey('signIn.attempt', {}), attempt);
          announce(t(attempt.browserOpened ? 'waiting.opened' : 'waiting.notOpened'));
        },
      },
    );
  const openButton = (
    <Button
      key="open"
      variant="default"
      loading={open.isPending}
      leftSection={<IconExternalLink size={16} stroke={1.75} aria-hidden />}
      onClick={openAgain}
    >
      {t('waiting.openAgain')}
    </Button>
  );
  const copyButton = (
    <Button
      key="copy"
      variant={isOpened ? 'default' : 'filled'}
      leftSection={<IconCopy size={16} stroke={1.75} aria-hidden />}
      onClick={() => copy.mutate({}, { onSuccess: () => announce(t('waiting.copied')) })}
    >
      {t('waiting.copy')}
    </Button>
  );
  return (
    <>
      <div className="waiting-browser">{isOpened ? [openButton, copyButton] : [copyButton, openButton]}</div>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}

/** A sign-in that the browser has in its hands: how far it is, how long it may take, and every other way back. */
export function Waiting({ attempt, onCancel }: WaitingProps) {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation();
  const { stage, way, browserOpened: isOpened } = attempt;
  const provider = common(`providers.${attempt.provider}`);
  const isWaiting = stage === 'waiting';
  return (
    <div className="sign-in-step">
      <StepHeading>{t(isWaiting ? 'waiting.title' : 'waiting.titleBack', { provider })}</StepHeading>
      {isWaiting && isOpened && isBrowserWay(way) && (
        <p className="sign-in-where">{t(`waiting.lead.${way}`, { provider })}</p>
      )}
      {isWaiting && !isOpened && (
        <p className="sign-in-warning">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <span>{t('waiting.notOpened')}</span>
        </p>
      )}
      <AttemptStages stage={stage} />
      {isWaiting && (
        <>
          <BrowserButtons isOpened={isOpened} />
          <OtherWaysBack attempt={attempt} />
        </>
      )}
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onCancel}>
          {t('waiting.cancel')}
        </Button>
        {isWaiting && <TimeLeft until={attempt.expiresAt} />}
      </div>
    </div>
  );
}
