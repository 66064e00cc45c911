import './welcome.css';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../domain/account.ts';
import type { SignInOffer } from '../../domain/sign-in.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useOperation } from '../queries.ts';
import type { FormWay } from './sign-in-fields.ts';

const hasForm = (offer: SignInOffer): offer is SignInOffer & { readonly way: FormWay } =>
  offer.way === 'aircall-api-key' || offer.way === 'voipex-password';

const initials: Readonly<Record<ProviderId, string>> = { aircall: 'A', voipex: 'V' };

/** The phone systems this build can sign in to. */
export function ProviderChoice({ onChoose }: { readonly onChoose: (way: FormWay) => void }) {
  const { t } = useTranslation('welcome');
  const { t: common } = useTranslation();
  const ways = useOperation('signIn.ways', {});
  if (ways.error) return <FailureNotice failure={ways.error.failure} onRetry={() => void ways.refetch()} />;
  return (
    <ul className="provider-choice">
      {(ways.data ?? []).filter(hasForm).map(({ provider, way }) => (
        <li key={way}>
          <button type="button" className="provider-button" onClick={() => onChoose(way)}>
            <span className="provider-initial" aria-hidden>
              {initials[provider]}
            </span>
            <span className="provider-words">
              <span className="provider-name">{common(`providers.${provider}`)}</span>
              <span className="provider-way">{t(`choices.${provider}`)}</span>
            </span>
            <IconChevronRight size={18} stroke={1.75} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
