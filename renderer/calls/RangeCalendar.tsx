import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import type { DateRange } from '../../domain/saved-view.ts';
import { addDays, addMonths, type DayField, noonOf, pickDay, weeksOf } from './month-days.ts';

interface RangeCalendarProps {
  readonly range: DateRange;
  /** The last day that can be picked. */
  readonly today: DayField;
  readonly onChange: (range: DateRange) => void;
}

const steps: Readonly<Record<string, (day: DayField) => DayField>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** A month in which a day, or two days with all between them, are picked. The browser's own field speaks the system's language, not the page's. */
export function RangeCalendar({ range, today, onChange }: RangeCalendarProps) {
  const { t } = useTranslation('calls');
  const { locale, date } = useFormats();
  const [cursor, setCursor] = useState<DayField>(range.to ?? today);
  const grid = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  const weeks = weeksOf(cursor);
  const month = cursor.slice(0, 7);
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const weekdayLong = new Intl.DateTimeFormat(locale, { weekday: 'long' });

  useEffect(() => {
    if (byKey.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    byKey.current = false;
  }, [cursor]);

  const moveTo = (day: DayField) => setCursor(day > today ? today : day);
  const pressed = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    byKey.current = true;
    moveTo(step(cursor));
  };
  return (
    <div className="calendar">
      <div className="calendar-head">
        <button
          type="button"
          className="call-action"
          aria-label={t('dates.monthBefore')}
          onClick={() => moveTo(addMonths(cursor, -1))}
        >
          <IconChevronLeft size={16} stroke={2} aria-hidden />
        </button>
        <span className="calendar-month" aria-live="polite">
          {monthName.format(noonOf(cursor))}
        </span>
        <button
          type="button"
          className="call-action"
          aria-label={t('dates.monthAfter')}
          disabled={month === today.slice(0, 7)}
          onClick={() => moveTo(addMonths(cursor, 1))}
        >
          <IconChevronRight size={16} stroke={2} aria-hidden />
        </button>
      </div>
      <div ref={grid} role="grid" aria-label={t('dates.custom')} tabIndex={-1} onKeyDown={pressed}>
        <div role="row" className="calendar-week secondary">
          {weeks[0]?.map((day) => (
            <span key={day} role="columnheader" aria-label={weekdayLong.format(noonOf(day))}>
              {weekday.format(noonOf(day))}
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <div key={week[0]} role="row" className="calendar-week figures">
            {week.map((day) => {
              const isPicked =
                range.from !== null && range.to !== null && range.from <= day && day <= range.to;
              return (
                <span key={day} role="gridcell" aria-selected={isPicked}>
                  <button
                    type="button"
                    className="calendar-day"
                    data-picked={isPicked || undefined}
                    data-end={day === range.from || day === range.to || undefined}
                    data-other-month={day.slice(0, 7) !== month || undefined}
                    aria-current={day === today ? 'date' : undefined}
                    aria-label={date(noonOf(day))}
                    tabIndex={day === cursor ? 0 : -1}
                    disabled={day > today}
                    onClick={() => {
                      setCursor(day);
                      onChange(pickDay(range, day));
                    }}
                  >
                    {Number(day.slice(8))}
                  </button>
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
