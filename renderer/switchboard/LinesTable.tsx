import { IconCalendarClock, IconCircleCheck, IconDoorOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { SwitchboardLine } from '../../domain/switchboard.ts';
import { useFormats } from '../formats/use-formats.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import { arrangeLines } from './arrange-lines.ts';
import { NotTold } from './NotTold.tsx';
import { type Column, VirtualTable } from './VirtualTable.tsx';

const openSigns = {
  open: IconCircleCheck,
  closed: IconDoorOff,
  'by-schedule': IconCalendarClock,
} as const;

interface LinesTableProps {
  readonly lines: readonly SwitchboardLine[];
  readonly query: string;
  readonly accounts: ReadonlyMap<string, Account>;
}

/** The lines and numbers of all accounts. */
export function LinesTable({ lines, query, accounts }: LinesTableProps) {
  const { t } = useTranslation('switchboard');
  const formats = useFormats();
  const rows = useMemo(() => arrangeLines(lines, query, formats.compare), [lines, query, formats]);
  const columns: readonly Column<SwitchboardLine>[] = [
    { key: 'name', header: t('line.name'), track: 'minmax(0, 2fr)', cell: (line) => line.name },
    {
      key: 'number',
      header: t('line.number'),
      track: 'minmax(0, 1.4fr)',
      cell: ({ number }) =>
        number !== null && <span className="phone selectable">{formats.phone(number)}</span>,
    },
    { key: 'kind', header: t('line.kind'), track: '130px', cell: ({ kind }) => t(`line.kinds.${kind}`) },
    {
      key: 'open',
      header: t('line.open'),
      track: '130px',
      cell: ({ open }) => {
        if (open === 'unknown') return <NotTold>{t('line.opens.unknown')}</NotTold>;
        const Sign = openSigns[open];
        return (
          <span className="open-state" data-open={open}>
            <Sign size={15} stroke={2} aria-hidden />
            {t(`line.opens.${open}`)}
          </span>
        );
      },
    },
    { key: 'owner', header: t('line.owner'), track: 'minmax(0, 1.2fr)', cell: ({ owner }) => owner },
    {
      key: 'account',
      header: t('line.account'),
      track: 'minmax(0, 1.2fr)',
      cell: ({ accountId }) => <span className="secondary">{accounts.get(accountId)?.label}</span>,
    },
  ];
  return (
    <VirtualTable
      label={t('line.table')}
      keyOf={({ accountId, id }) => `${accountId}/${id}`}
      edgeOf={({ accountId }) => {
        const account = accounts.get(accountId);
        return account && accountColour(account.colour);
      }}
      {...{ columns, rows }}
    />
  );
}
