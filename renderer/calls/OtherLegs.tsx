import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { AccountMark } from '../parts/AccountMark.tsx';
import { CallSign } from './CallSign.tsx';
import type { CallWords } from './call-words.ts';

interface OtherLegsProps {
  readonly call: Call;
  readonly legs: readonly Call[];
  readonly accounts: readonly Account[];
  readonly words: CallWords;
  readonly onOpen: (call: Call) => void;
}

/** The other calls of the same story, each leading to its own. Where it crosses accounts, each names its own. */
export function OtherLegs({ call, legs, accounts, words, onOpen }: OtherLegsProps) {
  const { t } = useTranslation('calls');
  if (legs.length === 0) return null;
  const several = legs.some(({ accountId }) => accountId !== call.accountId);
  const accountOf = (leg: Call) => accounts.find(({ id }) => several && id === leg.accountId);
  return (
    <>
      <h3>{t('detail.legs')}</h3>
      <ul className="call-legs">
        {legs.map((leg) => {
          const account = accountOf(leg);
          return (
            <li key={leg.id}>
              <button type="button" className="call-leg" onClick={() => onOpen(leg)}>
                <CallSign call={leg} />
                <span className="call-name">{leg.agent?.name ?? words.title(leg).text}</span>
                <span className="secondary">{words.sign(leg)}</span>
                <span className="secondary figures">{words.clock(leg.startedAt)}</span>
                {account && <AccountMark account={account} />}
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
