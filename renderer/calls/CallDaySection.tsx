import type { TFunction } from 'i18next';
import type { AccountColour, AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import type { Needle } from '../../domain/folding.ts';
import { CallRow, type RowLabels } from './CallRow.tsx';
import { SkeletonRow } from './SkeletonRow.tsx';
import type { CallWords } from './call-words.ts';
import { ariaIndexOfDay, ariaIndexOfRow, type Geometry, type VisibleRun } from './row-geometry.ts';

interface CallDaySectionProps {
  readonly run: VisibleRun;
  readonly geometry: Geometry;
  /** How far the list lies from the element that scrolls it, px. */
  readonly shift: number;
  readonly callAt: (row: number) => Call | undefined;
  readonly joinedAt: (row: number) => number;
  readonly active: number;
  /** Rows that came in above since the list was opened: with it a call keeps its element when others push it down. */
  readonly slid: number;
  readonly openId: CallId | null;
  readonly words: CallWords;
  readonly needles: readonly Needle[];
  readonly labels: RowLabels;
  readonly now: number;
  readonly colourOf: (accountId: AccountId) => AccountColour | undefined;
  readonly t: TFunction<'calls'>;
}

/** A day: its header, which sticks while the day is read, and those of its rows that are near the viewport. */
export function CallDaySection(props: CallDaySectionProps) {
  const { run, geometry, shift, callAt, active, slid, openId, words, needles, labels, now, colourOf, t } =
    props;
  const day = geometry.days[run.dayIndex];
  if (!day) return null;
  const rows = Array.from({ length: run.to - run.from + 1 }, (_, index) => run.from + index);
  return (
    <div role="rowgroup" className="call-day" style={{ top: day.top - shift, height: day.height }}>
      <div
        role="row"
        aria-rowindex={ariaIndexOfDay(day, run.dayIndex)}
        className="call-day-header"
        style={{ height: geometry.headerHeight }}
      >
        <span role="gridcell" aria-colspan={4}>
          <span className="call-day-name">{words.formats.day(day.startsAt, now)}</span>
          {day.counted && <span className="call-day-count figures">{t('count', { count: day.count })}</span>}
        </span>
      </div>
      {rows.map((row) => {
        const call = callAt(row);
        const top = geometry.headerHeight + (row - day.firstRow) * geometry.rowHeight;
        const ariaIndex = ariaIndexOfRow(geometry, row);
        const isActive = row === active;
        const place = row - slid;
        return call === undefined ? (
          <SkeletonRow key={place} {...{ row, place, ariaIndex, top, isActive }} />
        ) : (
          <CallRow
            key={place}
            {...{ row, place, ariaIndex, top, call, words, needles, labels, now, isActive }}
            joined={props.joinedAt(row)}
            colour={colourOf(call.accountId)}
            isSelected={call.id === openId}
          />
        );
      })}
    </div>
  );
}
