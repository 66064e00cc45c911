import { Button } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { AccountStorage } from '../keeping/AccountStorage.tsx';
import { accountColour } from '../parts/AccountMark.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { AccountPast } from '../progress/AccountPast.tsx';
import { useAct } from '../queries.ts';
import { AgentIdentityNote } from './AgentIdentityNote.tsx';
import { AccountFacts } from './AccountFacts.tsx';
import { AccountHead } from './AccountHead.tsx';
import { CapabilityList } from './CapabilityList.tsx';
import { OddRecords } from './OddRecords.tsx';
import { PbxTable } from './PbxTable.tsx';

interface AccountCardProps {
  readonly account: Account;
  /** Opened for this account: it is brought into view and gets the focus. */
  readonly isAskedFor: boolean;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
  readonly onActAs: () => void;
}

export function AccountCard({ account, isAskedFor, onSignIn, onSignOut, onActAs }: AccountCardProps) {
  const { t } = useTranslation('accounts');
  const { t: acting } = useTranslation('acting');
  const announce = useAnnounce();
  const recheck = useAct('accounts.recheck');
  const stop = useAct('accounts.stopImpersonating');
  const headingId = useId();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isAskedFor) card.current?.focus();
  }, [isAskedFor]);
  const { status, health, label } = account;
  // The notice above offers the sign-in then; one button for it is enough.
  const isOffered = status !== 'signed-out' && health.failure?.code === 'not-signed-in';
  const isSignedIn = status === 'signed-in' || status === 'memory-only';
  const isActing = account.actingAs !== null;
  const readsSomething = account.way !== 'aircall-sso';
  const mayActAs =
    isSignedIn &&
    !isActing &&
    account.provider === 'voipex' &&
    account.capabilities.impersonate !== 'refused';

  return (
    <section
      ref={card}
      tabIndex={-1}
      className="account-card"
      style={{ borderLeftColor: accountColour(account.colour) }}
      aria-labelledby={headingId}
    >
      <AccountHead account={account} headingId={headingId} />
      {health.failure && status !== 'signed-out' && (
        <FailureNotice failure={health.failure} onSignIn={onSignIn} />
      )}
      {recheck.error && <FailureNotice failure={recheck.error.failure} onSignIn={onSignIn} />}
      {account.way === 'aircall-sso' ? (
        account.agent && <AgentIdentityNote agent={account.agent} />
      ) : (
        <>
          <div className="account-columns">
            <AccountFacts {...{ account, onSignIn }} />
            <CapabilityList capabilities={account.capabilities} />
          </div>
          <div className="account-columns">
            <AccountStorage account={account} />
            <AccountPast account={account} />
          </div>
        </>
      )}
      {account.pbx.length > 0 && <PbxTable instances={account.pbx} />}
      <OddRecords health={health} />
      <div className="account-actions">
        {isActing && (
          <Button
            size="compact-md"
            loading={stop.isPending}
            onClick={() => stop.mutate({ id: account.id }, { onSuccess: () => announce(acting('stopped')) })}
          >
            {acting('bar.stop')}
          </Button>
        )}
        {isSignedIn && readsSomething && (
          <Button
            variant="default"
            size="compact-md"
            loading={recheck.isPending}
            onClick={() =>
              recheck.mutate(
                { id: account.id },
                { onSuccess: () => announce(t('rechecked', { account: label })) },
              )
            }
          >
            {t('recheck')}
          </Button>
        )}
        {mayActAs && (
          <Button variant="default" size="compact-md" onClick={onActAs}>
            {acting('start')}
          </Button>
        )}
        {!isOffered && !isActing && (
          <Button variant={isSignedIn ? 'default' : 'filled'} size="compact-md" onClick={onSignIn}>
            {t('signInAgain')}
          </Button>
        )}
        {!isActing && (
          <Button variant="default" size="compact-md" className="account-leave" onClick={onSignOut}>
            {t(status === 'signed-out' ? 'remove' : 'signOut')}
          </Button>
        )}
      </div>
    </section>
  );
}
