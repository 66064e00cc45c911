import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconClockPause,
  IconLogout,
  IconPencil,
} from '@tabler/icons-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountStatus } from '../../domain/account.ts';
import { useAnnounce } from '../announcer.tsx';
import { useAct } from '../queries.ts';
import { ColourPicker } from './ColourPicker.tsx';

const statusSigns: Readonly<Record<AccountStatus, Icon>> = {
  'signed-in': IconCircleCheck,
  'memory-only': IconClockPause,
  'needs-sign-in': IconAlertTriangle,
  'signed-out': IconLogout,
};

function NameForm({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const { t } = useTranslation('accounts');
  const announce = useAnnounce();
  const update = useAct('accounts.update');
  const [label, setLabel] = useState(account.label);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = label.trim();
    if (typed === '' || typed === account.label) {
      onDone();
      return;
    }
    update.mutate(
      { id: account.id, label: typed },
      {
        onSuccess: () => {
          announce(t('renamed', { account: typed }));
          onDone();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        ref={field}
        size="xs"
        w={260}
        aria-label={t('renameField')}
        value={label}
        maxLength={60}
        onChange={(event) => setLabel(event.currentTarget.value)}
        onBlur={(event) => event.currentTarget.form?.requestSubmit()}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
    </form>
  );
}

/** Name, colour, who is signed in, and whether. The name is changed in its place. */
export function AccountHead({
  account,
  headingId,
}: {
  readonly account: Account;
  readonly headingId: string;
}) {
  const { t } = useTranslation('accounts');
  const { t: common } = useTranslation();
  const { t: acting } = useTranslation('acting');
  const [isRenaming, setRenaming] = useState(false);
  const Sign = statusSigns[account.status];
  const rename = t('rename', { account: account.label });
  return (
    <div className="account-head">
      <ColourPicker account={account} />
      <div className="account-title">
        <div className="account-name-row">
          <h2 id={headingId} className={isRenaming ? 'visually-hidden' : undefined}>
            {account.label}
          </h2>
          {isRenaming ? (
            <NameForm account={account} onDone={() => setRenaming(false)} />
          ) : (
            <Tooltip label={rename}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={rename}
                onClick={() => setRenaming(true)}
              >
                <IconPencil size={15} stroke={1.75} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
        <p className="secondary selectable">
          {t('signedInAs', { provider: common(`providers.${account.provider}`), who: account.signedInAs })}
        </p>
      </div>
      <span className="account-status" data-status={account.status}>
        <Sign size={16} stroke={1.75} aria-hidden />
        {account.actingAs === null ? t(`status.${account.status}`) : acting('status')}
      </span>
    </div>
  );
}
