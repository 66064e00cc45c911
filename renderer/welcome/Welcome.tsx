import './welcome.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { Mark } from '../frame/Mark.tsx';
import { useNavigation } from '../navigation.tsx';
import { SecretsNote } from '../sign-in/SecretsNote.tsx';
import { SignInFlow } from '../sign-in/SignInFlow.tsx';
import { FirstPull } from './FirstPull.tsx';

/** The first run: choose a phone system, sign in, see the calls arrive. */
export function Welcome({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('welcome');
  const { goAfresh, intent } = useNavigation();
  const [account, setAccount] = useState<Account | null>(null);

  const open = () => {
    // A link may have asked for the sign-in, which is done: it must not open once more.
    if (intent) goAfresh('calls');
    onDone();
  };
  return (
    <main id="content" className="welcome">
      <div className="welcome-card">
        <div className="welcome-mark">
          <Mark />
        </div>
        {account ? (
          <FirstPull account={account} onOpen={open} />
        ) : (
          <SignInFlow
            renew={null}
            start="choice"
            takesUp
            onLeave={null}
            onDone={(added) => (added.capabilities.calls === 'refused' ? open() : setAccount(added))}
            aroundChoice={(choice) => (
              <>
                <h1 className="page-title">{t('title')}</h1>
                <p className="welcome-lead">{t('lead')}</p>
                {choice}
                <p className="secondary">{t('further')}</p>
                <section className="welcome-kept">
                  <h2>{t('kept.title')}</h2>
                  <SecretsNote />
                </section>
              </>
            )}
          />
        )}
      </div>
    </main>
  );
}
