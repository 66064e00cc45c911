import './sign-in.css';
import { Button } from '@mantine/core';
import {
  type Icon,
  IconFileText,
  IconIdBadge,
  IconKey,
  IconLock,
  IconPlug,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderId, SignInWay } from '../../domain/account.ts';
import { useOperation } from '../queries.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { SecretsNote } from './SecretsNote.tsx';
import { StepHeading } from './StepHeading.tsx';
import { systemsOf } from './ways.ts';

const signs: Readonly<Record<SignInWay, Icon>> = {
  'aircall-oauth': IconWorld,
  'aircall-sso': IconIdBadge,
  'aircall-api-key': IconKey,
  'aircall-own-client': IconPlug,
  'voipex-password': IconLock,
};

interface WayChoiceProps {
  readonly provider: ProviderId;
  readonly onChoose: (way: SignInWay) => void;
  /** Null where an account is signed in again: a connection string adds or finds its own. */
  readonly onConnection: (() => void) | null;
  readonly onBack: () => void;
}

/** The ways to sign in to one phone system, each with when to take it. */
export function WayChoice({ provider, onChoose, onConnection, onBack }: WayChoiceProps) {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation();
  const { t: welcome } = useTranslation('welcome');
  const offers = useOperation('signIn.ways', {}).data ?? [];
  const ways = systemsOf(offers).find(([system]) => system === provider)?.[1] ?? [];
  return (
    <div className="sign-in-step">
      <StepHeading>{t('waysTitle', { provider: common(`providers.${provider}`) })}</StepHeading>
      <ul className="choice">
        {ways.map((way) => {
          const Sign = signs[way];
          return (
            <ChoiceRow
              key={way}
              sign={<Sign size={20} stroke={1.75} />}
              name={t(`ways.${way}.name`)}
              when={t(`ways.${way}.when`)}
              onChoose={() => onChoose(way)}
            />
          );
        })}
        {onConnection && (
          <ChoiceRow
            sign={<IconFileText size={20} stroke={1.75} />}
            name={t('connection.way')}
            when={t('connection.when')}
            onChoose={onConnection}
          />
        )}
      </ul>
      <SecretsNote brief />
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onBack}>
          {welcome('form.back')}
        </Button>
      </div>
    </div>
  );
}
