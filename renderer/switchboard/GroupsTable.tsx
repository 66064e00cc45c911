import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useFormats } from '../formats/use-formats.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import { arrangeGroups, type GroupRow } from './arrange-lines.ts';
import { NotTold } from './NotTold.tsx';
import { type Column, VirtualTable } from './VirtualTable.tsx';

interface GroupsTableProps {
  readonly snapshot: SwitchboardSnapshot;
  readonly query: string;
  readonly accounts: ReadonlyMap<string, Account>;
  /** Leads to the people of a team or queue. */
  readonly onShowPeople: (name: string) => void;
}

/** Teams and queues with who is free and how many callers wait. */
export function GroupsTable({ snapshot, query, accounts, onShowPeople }: GroupsTableProps) {
  const { t } = useTranslation('switchboard');
  const formats = useFormats();
  const rows = useMemo(() => arrangeGroups(snapshot, query, formats.compare), [snapshot, query, formats]);
  const columns: readonly Column<GroupRow>[] = [
    {
      key: 'name',
      header: t('group.name'),
      track: 'minmax(0, 2fr)',
      cell: ({ group, members }) =>
        members === 0 ? (
          group.name
        ) : (
          <button
            type="button"
            className="name-button"
            aria-label={t('group.show', { name: group.name })}
            onClick={() => onShowPeople(group.name)}
          >
            {group.name}
          </button>
        ),
    },
    {
      key: 'kind',
      header: t('group.kind'),
      track: '90px',
      cell: ({ group }) => t(`group.kinds.${group.kind}`),
    },
    {
      key: 'waiting',
      header: t('group.waiting'),
      track: '100px',
      figures: true,
      cell: ({ group: { waiting } }) => {
        if (waiting === null) return <NotTold>{t('group.notTold')}</NotTold>;
        const count = formats.number(waiting);
        return waiting > 0 ? <span className="waiting-count">{count}</span> : count;
      },
    },
    {
      key: 'free',
      header: t('group.free'),
      track: '80px',
      figures: true,
      cell: ({ free, isCounted }) => (
        <span title={isCounted ? t('group.counted') : undefined}>{formats.number(free)}</span>
      ),
    },
    {
      key: 'onCall',
      header: t('group.onCall'),
      track: '90px',
      figures: true,
      cell: ({ onCall }) => formats.number(onCall),
    },
    {
      key: 'members',
      header: t('group.members'),
      track: '90px',
      figures: true,
      cell: ({ members }) => formats.number(members),
    },
    {
      key: 'account',
      header: t('group.account'),
      track: 'minmax(0, 1.2fr)',
      cell: ({ group }) => <span className="secondary">{accounts.get(group.accountId)?.label}</span>,
    },
  ];
  return (
    <VirtualTable
      label={t('group.table')}
      keyOf={({ group }) => `${group.accountId}/${group.id}`}
      edgeOf={({ group }) => {
        const account = accounts.get(group.accountId);
        return account && accountColour(account.colour);
      }}
      {...{ columns, rows }}
    />
  );
}
