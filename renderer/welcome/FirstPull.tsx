import './welcome.css';
import { Button, Progress } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { firstPullShare } from '../progress/first-pull.ts';
import { useOperation } from '../queries.ts';

interface FirstPullProps {
  readonly account: Account;
  readonly onOpen: () => void;
}

/** How far the last 30 days are. Nobody has to wait for it: the button is there from the start. */
export function FirstPull({ account, onOpen }: FirstPullProps) {
  const { t } = useTranslation('welcome');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const status = useOperation('sync.read', {}).data?.find(({ accountId }) => accountId === account.id);

  // What is older is read afterwards, and nobody waits for that.
  const isDone = status?.phase === 'current' || status?.phase === 'history';
  const progress = isDone || !status ? Number(isDone) : (firstPullShare(status, now) ?? status.progress);
  return (
    <div className="first-pull">
      <h1 ref={heading} tabIndex={-1} className="page-title">
        {t(isDone ? 'pull.done' : 'pull.title')}
      </h1>
      <p className="welcome-lead">{t(isDone ? 'pull.doneLead' : 'pull.lead')}</p>
      {status?.failure && <FailureNotice failure={status.failure} onSignIn={onOpen} />}
      <Progress value={progress * 100} size={6} aria-label={t('pull.title')} />
      <p className="first-pull-figures figures">
        <span>{t('pull.progress', { percent: formats.percent(progress) })}</span>
        <span>
          {isDone
            ? common('sync.stored', { count: status.stored })
            : t('pull.stored', { count: status?.stored ?? 0 })}
        </span>
      </p>
      <Button fullWidth onClick={onOpen}>
        {t('pull.open')}
      </Button>
    </div>
  );
}
