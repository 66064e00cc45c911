import './welcome.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { Mark } from '../frame/Mark.tsx';
import { FirstPull } from './FirstPull.tsx';
import { ProviderChoice } from './ProviderChoice.tsx';
import { SecretsNote } from './SecretsNote.tsx';
import type { FormWay } from './sign-in-fields.ts';
import { SignInForm } from './SignInForm.tsx';

/** The first run: choose a phone system, sign in, see the calls arrive. */
export function Welcome({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('welcome');
  const announce = useAnnounce();
  const [way, setWay] = useState<FormWay | null>(null);
  const [account, setAccount] = useState<Account | null>(null);

  const signedIn = (added: Account) => {
    announce(t('signedIn', { account: added.label }));
    setAccount(added);
  };

  return (
    <main id="content" className="welcome">
      <div className="welcome-card">
        <div className="welcome-mark">
          <Mark />
        </div>
        {account ? (
          <FirstPull account={account} onOpen={onDone} />
        ) : way ? (
          <SignInForm way={way} renew={null} onSignedIn={signedIn} onBack={() => setWay(null)} />
        ) : (
          <>
            <h1 className="page-title">{t('title')}</h1>
            <p className="welcome-lead">{t('lead')}</p>
            <ProviderChoice onChoose={setWay} />
            <p className="secondary">{t('further')}</p>
            <section className="welcome-kept">
              <h2>{t('kept.title')}</h2>
              <SecretsNote />
            </section>
          </>
        )}
      </div>
    </main>
  );
}
