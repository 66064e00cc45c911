import './call-joins.css';
import { Button } from '@mantine/core';
import { IconLink, IconUnlink } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { Call, CallId, CallJoin } from '../../domain/call.ts';
import { useAnnounce } from '../announcer.tsx';
import { AccountMark } from '../parts/AccountMark.tsx';
import { useAct, useOperation } from '../queries.ts';
import type { CallWords } from './call-words.ts';

interface CallJoinsProps {
  readonly call: Call;
  readonly legs: readonly Call[];
  readonly joins: readonly CallJoin[];
  readonly accounts: readonly Account[];
  readonly words: CallWords;
}

/** What made two calls one story, in words: `same number, overlapping times`. */
function signsInWords({ signs }: CallJoin, t: TFunction<'calls'>, locale: string): string {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return list.format(signs.map((sign) => t(`joins.signs.${sign}`)));
}

/** Why calls are shown as one story, and the agent's word on whether they are. */
export function CallJoins({ call, legs, joins, accounts, words }: CallJoinsProps) {
  const { t } = useTranslation('calls');
  if (joins.length === 0) return null;
  const known = new Map([call, ...legs].map((leg) => [leg.id, leg]));
  return (
    <ul className="call-joins" aria-label={t('joins.label')}>
      {joins.map((join) => (
        <li key={`${join.from} ${join.to}`} data-parted={join.parted || undefined}>
          <Ends {...{ join, known, accounts, words }} />
          <Decision join={join} words={words} />
        </li>
      ))}
    </ul>
  );
}

interface EndProps {
  readonly id: CallId;
  readonly known: ReadonlyMap<CallId, Call>;
  readonly accounts: readonly Account[];
  readonly words: CallWords;
}

function End({ id, known, accounts, words }: EndProps) {
  const there = known.get(id);
  // The other half of a parted pair is no leg of this story.
  const read = useOperation('calls.detail', { id }, { enabled: there === undefined });
  const leg = there ?? read.data?.call;
  if (leg === undefined) return null;
  const account = accounts.find((one) => one.id === leg.accountId);
  return (
    <span className="call-join-end">
      {account && <AccountMark account={account} />}
      <span className="figures secondary">{words.clock(leg.startedAt)}</span>
    </span>
  );
}

function Ends({ join, ...rest }: Omit<EndProps, 'id'> & { readonly join: CallJoin }) {
  const Sign = join.parted ? IconUnlink : IconLink;
  return (
    <div className="call-join-ends">
      <End id={join.from} {...rest} />
      <Sign size={15} stroke={1.75} aria-hidden />
      <End id={join.to} {...rest} />
    </div>
  );
}

function Decision({ join, words }: { readonly join: CallJoin; readonly words: CallWords }) {
  const { t } = useTranslation('calls');
  const announce = useAnnounce();
  const part = useAct('calls.part');
  const { from, to, parted } = join;
  return (
    <>
      <p className="secondary">
        {parted
          ? t('joins.parted')
          : t(`joins.why.${join.kind}`, { signs: signsInWords(join, t, words.formats.locale) })}
      </p>
      <Button
        variant="default"
        size="compact-sm"
        loading={part.isPending}
        onClick={() =>
          part.mutate(
            { from, to, parted: !parted },
            {
              onSuccess: () => announce(t(parted ? 'joins.rejoinDone' : 'joins.partDone')),
              onError: () => announce(t('joins.refused')),
            },
          )
        }
      >
        {t(parted ? 'joins.rejoin' : 'joins.part')}
      </Button>
    </>
  );
}
