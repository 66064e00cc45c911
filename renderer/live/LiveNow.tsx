import './live.css';
import { IconChevronRight } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../domain/acting.ts';
import type { AccountColour, AccountId } from '../../domain/account.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useNavigation } from '../navigation.tsx';
import { accountColour } from '../parts/AccountMark.tsx';
import { useOperation } from '../queries.ts';
import { RunningTime } from '../switchboard/RunningTime.tsx';
import { useSwitchboard } from '../switchboard/use-switchboard.ts';
import { withinAccount } from '../switchboard/within-account.ts';
import { type LiveRow, liveRows, type LiveRows } from './live-rows.ts';
import { type LiveWords, useLiveWords } from './live-words.ts';
import { LiveSign } from './LiveSign.tsx';
import { useOpenLiveCall } from './use-open-live-call.ts';

const mostRows = 3;
// Calls end and begin all the time: room for the next one is not given away at once.
const keepRoomMs = 6_000;
const nobody: Me = { people: [] };
const noStatuses: readonly LiveStatus[] = [];

/** The calls in progress worth telling; renders again only when what is told of them changes. */
function useLiveRows(): LiveRows | undefined {
  const me = useOperation('me.read', {}).data ?? nobody;
  const statuses = useOperation('live.read', {}).data ?? noStatuses;
  const select = useCallback(
    (snapshot: SwitchboardSnapshot) => liveRows(snapshot, me, statuses, Date.now(), mostRows),
    [me, statuses],
  );
  return useSwitchboard(select);
}

/**
 * How many rows have room. It grows at once and shrinks late, so that the list below stays where it is as long as it can;
 * where it is scrolled, what is read in it stays even then.
 */
function useRoom(rows: number): number {
  const [room, setRoom] = useState(rows);
  if (rows > room) setRoom(rows);
  useEffect(() => {
    if (rows >= room) return undefined;
    const timer = setTimeout(() => setRoom(rows), keepRoomMs);
    return () => clearTimeout(timer);
  }, [rows, room]);
  return room;
}

interface RowProps {
  readonly row: LiveRow;
  readonly words: LiveWords;
  readonly colour: AccountColour | undefined;
  readonly onOpen: () => void;
}

function Row({ row, words, colour, onOpen }: RowProps) {
  const { t } = useTranslation('live');
  const { call, people, line, isMine } = row;
  const who = words.who(call);
  const number = call.remote.name === null ? null : words.number(call);
  return (
    <li style={colour && { borderInlineStartColor: accountColour(colour) }} data-state={call.state}>
      <button type="button" className="live-row" data-mine={isMine || undefined} onClick={onOpen}>
        <LiveSign state={call.state} direction={call.direction} />
        <span className={who.figures ? 'live-who phone' : 'live-who'}>{who.text}</span>
        <span className="live-facts secondary">
          <span className="live-state">
            {isMine && call.state === 'talking' ? t('state.talkingYou') : words.state(call, people)}
          </span>
          {number !== null && <span className="phone">{number}</span>}
          {line !== null && <span>{line}</span>}
        </span>
        <span className="live-time">{call.startedAt !== null && <RunningTime since={call.startedAt} />}</span>
      </button>
    </li>
  );
}

/** The calls in progress above the list of those that were: a few, one's own first, and how many more. */
export function LiveNow({ colourOf }: { readonly colourOf: (id: AccountId) => AccountColour | undefined }) {
  const { t } = useTranslation('live');
  const words = useLiveWords();
  const { go } = useNavigation();
  const open = useOpenLiveCall();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  const heightBefore = useRef(0);
  const { rows, total } = useLiveRows() ?? { rows: [], total: 0 };
  const room = useRoom(rows.length);
  useLayoutEffect(() => {
    const height = section.current?.offsetHeight ?? 0;
    const grown = height - heightBefore.current;
    heightBefore.current = height;
    const list = document.querySelector('.call-grid');
    if (grown !== 0 && list && list.scrollTop > 0) list.scrollTop += grown;
  }, [room]);
  if (room === 0) return null;
  const more = total - rows.length;
  return (
    <section ref={section} className="live-box" aria-labelledby={headingId}>
      <div className="live-box-head">
        <h2 id={headingId}>{t('now.title')}</h2>
        {more > 0 && (
          <button
            type="button"
            className="live-more figures"
            title={t('now.moreLong')}
            onClick={() => go('switchboard')}
          >
            {t('now.more', { count: more })}
            <IconChevronRight size={14} stroke={2} aria-hidden />
          </button>
        )}
      </div>
      <ul className="live-rows" data-room={room}>
        {rows.map((row) => (
          <Row
            key={withinAccount(row.call.accountId, row.call.id)}
            {...{ row, words }}
            colour={colourOf(row.call.accountId)}
            onOpen={() => (row.call.callId === null ? go('switchboard') : void open(row.call))}
          />
        ))}
      </ul>
    </section>
  );
}
