import type { TFunction } from 'i18next';
import { CallBlock, type RowFacts } from './CallBlock.tsx';
import { ariaIndexOfDay, ariaIndexOfRow, type Geometry, type RowBlock } from './row-geometry.ts';

interface CallDaySectionProps extends RowFacts {
  /** Index of the day in `geometry.days`, and those of its rows that are near the viewport. */
  readonly dayIndex: number;
  readonly blocks: readonly RowBlock[];
  readonly geometry: Geometry;
  /** How far the list lies from the element that scrolls it, px. */
  readonly shift: number;
  readonly active: number;
  readonly t: TFunction<'calls'>;
}

/** A day: its header, which sticks while the day is read, and those of its rows that are near the viewport. */
export function CallDaySection(props: CallDaySectionProps) {
  const { dayIndex, blocks, geometry, shift, active, t, ...facts } = props;
  const { headerHeight, rowHeight } = geometry;
  const day = geometry.days[dayIndex];
  if (!day) return null;
  return (
    <div role="rowgroup" className="call-day" style={{ top: day.top - shift, height: day.height }}>
      <div
        role="row"
        aria-rowindex={ariaIndexOfDay(day, dayIndex)}
        className="call-day-header"
        style={{ height: headerHeight }}
      >
        <span role="gridcell" aria-colspan={4}>
          <span className="call-day-name">{facts.words.formats.day(day.startsAt, facts.now)}</span>
          {day.counted && <span className="call-day-count figures">{t('count', { count: day.count })}</span>}
        </span>
      </div>
      {blocks.map(({ index, from, to }) => (
        <CallBlock
          key={index}
          {...facts}
          {...{ from, to, rowHeight }}
          top={headerHeight + (from - day.firstRow) * rowHeight}
          ariaIndex={ariaIndexOfRow(geometry, from)}
          active={from <= active && active <= to ? active : null}
        />
      ))}
    </div>
  );
}
