import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { ProviderChoice } from '../welcome/ProviderChoice.tsx';
import type { FormWay } from '../welcome/sign-in-fields.ts';
import { SignInForm } from '../welcome/SignInForm.tsx';

interface SignInDialogProps {
  readonly opened: boolean;
  /** The account to sign in again; null adds one. */
  readonly renew: Account | null;
  readonly onClose: () => void;
}

/** The form that fits how the account was signed in; the browser ways get theirs when they are built. */
const wayOf = (account: Account | null): FormWay | null =>
  account === null ? null : account.provider === 'aircall' ? 'aircall-api-key' : 'voipex-password';

function Steps({ renew, onClose }: Omit<SignInDialogProps, 'opened'>) {
  const { t } = useTranslation('welcome');
  const announce = useAnnounce();
  const [chosen, setChosen] = useState<FormWay | null>(null);
  const way = wayOf(renew) ?? chosen;
  if (!way) return <ProviderChoice onChoose={setChosen} />;
  return (
    <SignInForm
      way={way}
      renew={renew}
      withTitle={renew === null}
      onBack={() => (renew ? onClose() : setChosen(null))}
      onSignedIn={({ label }) => {
        announce(t('signedIn', { account: label }));
        onClose();
      }}
    />
  );
}

/** Adds an account or signs one in again in place. */
export function SignInDialog({ opened, renew, onClose }: SignInDialogProps) {
  const { t } = useTranslation('accounts');
  const { t: welcome } = useTranslation('welcome');
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      width={460}
      title={renew ? welcome('form.renewTitle', { account: renew.label }) : t('addTitle')}
    >
      <Steps renew={renew} onClose={onClose} />
    </Dialog>
  );
}
