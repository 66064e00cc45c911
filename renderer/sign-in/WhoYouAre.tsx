import './sign-in.css';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { StepHeading } from './StepHeading.tsx';

interface WhoYouAreProps {
  readonly account: Account;
  readonly onGoOn: () => void;
  readonly onAdd: () => void;
}

/** The end of a sign-in that tells who somebody is and reads no calls: what that is good for, and what is missing. */
export function WhoYouAre({ account, onGoOn, onAdd }: WhoYouAreProps) {
  const { t } = useTranslation('signIn');
  const { name = account.signedInAs, company = null, email = null } = account.agent ?? {};
  const where = [company, email].filter((part) => part !== null).join(' · ');
  return (
    <div className="sign-in-step">
      <StepHeading>{t('who.title', { name })}</StepHeading>
      {where !== '' && <p className="who-where selectable">{where}</p>}
      <p className="sign-in-where">{t('who.meaning')}</p>
      <p className="sign-in-where">{t('who.missing')}</p>
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onGoOn}>
          {t('who.goOn')}
        </Button>
        <Button onClick={onAdd}>{t('who.add')}</Button>
      </div>
    </div>
  );
}
