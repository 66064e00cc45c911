import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useOperation } from '../queries.ts';
import { SignInFlow } from '../sign-in/SignInFlow.tsx';
import { StepPlace } from '../sign-in/StepHeading.tsx';
import type { FlowHandle } from '../sign-in/use-sign-in-flow.ts';

interface SignInDialogProps {
  readonly opened: boolean;
  /** The account to sign in again; null adds one. */
  readonly renew: Account | null;
  /** What it is opened for: to choose a way, for a connection string, or for what a link or an earlier run began. */
  readonly purpose?: 'choice' | 'connection' | 'arrival';
  readonly onClose: () => void;
  /** In place of `onClose` when somebody signed in. */
  readonly onDone?: (account: Account) => void;
}

/** Adds an account or signs one in again in place. */
export function SignInDialog({
  opened,
  onClose,
  onDone = onClose,
  renew: asked,
  purpose: askedFor = 'choice',
}: SignInDialogProps) {
  // What it was opened for stays while it fades out.
  const [{ renew, purpose }, setShown] = useState({ renew: asked, purpose: askedFor });
  if (opened && (renew !== asked || purpose !== askedFor)) setShown({ renew: asked, purpose: askedFor });
  const { t } = useTranslation('accounts');
  const { t: welcome } = useTranslation('welcome');
  const { t: connection } = useTranslation('connection');
  const attempt = useOperation('signIn.attempt', {}).data;
  const accounts = useOperation('accounts.list', {}).data;
  const flow = useRef<FlowHandle>(null);
  // Kept once known: it stays the dialog's account when its attempt is over.
  const [arrived, setArrived] = useState<Account | null>(null);
  const found = purpose === 'arrival' ? accounts?.find(({ id }) => id === attempt?.renew) : undefined;
  if (found && !arrived) setArrived(found);
  const account = renew ?? arrived;
  const title = account
    ? welcome('form.renewTitle', { account: account.label })
    : purpose === 'connection'
      ? connection('title')
      : t('addTitle');
  return (
    <Dialog
      opened={opened}
      onClose={() => {
        flow.current?.giveUp();
        onClose();
      }}
      width={520}
      title={title}
      closesLightly={false}
    >
      <StepPlace value="dialog">
        <SignInFlow
          // An attempt of an earlier run is for one account; that it is known a moment later starts the steps afresh.
          key={account?.id ?? 'new'}
          handle={flow}
          renew={account}
          start={purpose === 'connection' ? 'connection' : 'choice'}
          takesUp={purpose === 'arrival'}
          onLeave={onClose}
          onDone={onDone}
        />
      </StepPlace>
    </Dialog>
  );
}
