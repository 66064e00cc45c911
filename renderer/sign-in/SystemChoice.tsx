import './sign-in.css';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../domain/account.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useOperation } from '../queries.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { type SignInStep, stepFor, systemsOf } from './ways.ts';

const initials: Readonly<Record<ProviderId, string>> = { aircall: 'A', voipex: 'V' };

/** The phone systems this build can sign in to. One with a single way leads straight to it. */
export function SystemChoice({ onChoose }: { readonly onChoose: (step: SignInStep) => void }) {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation();
  const offers = useOperation('signIn.ways', {});
  if (offers.error)
    return <FailureNotice failure={offers.error.failure} onRetry={() => void offers.refetch()} />;
  return (
    <ul className="choice">
      {systemsOf(offers.data ?? []).map(([provider, ways], index) => {
        const [only] = ways.length === 1 ? ways : [];
        return (
          <ChoiceRow
            key={provider}
            isFirst={index === 0}
            sign={initials[provider]}
            name={common(`providers.${provider}`)}
            when={only === undefined ? t(`systems.${provider}`) : t(`ways.${only}.name`)}
            onChoose={() => onChoose(only === undefined ? { at: 'ways', provider } : stepFor(only))}
          />
        );
      })}
      {offers.data && (
        <ChoiceRow
          sign={<IconFileText size={20} stroke={1.75} />}
          name={t('connection.name')}
          when={t('connection.when')}
          onChoose={() => onChoose({ at: 'connection' })}
        />
      )}
    </ul>
  );
}
