import './call-grid.css';
import './call-row.css';
import {
  type KeyboardEvent,
  memo,
  type MouseEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountColour, AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import { useNow } from '../formats/use-now.ts';
import { useKeys } from '../keys/use-keys.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { CallDaySection } from './CallDaySection.tsx';
import { NewCallsPill } from './NewCallsPill.tsx';
import { rowId } from './CallRow.tsx';
import type { CallWords } from './call-words.ts';
import { needlesIn } from './found-text.ts';
import { rowFor, type Step } from './grid-steps.ts';
import type { ListDay } from './known-days.ts';
import { blocksOf, layOut, runsBetween, topOfRow } from './row-geometry.ts';
import { useCallActions } from './use-call-actions.ts';
import { useCallWindows } from './use-call-windows.ts';
import type { Pin } from './use-pinned-list.ts';
import { useReadingPlace } from './use-reading-place.ts';
import { useRowLabels } from './use-row-labels.ts';
import { useScaledScroll } from './use-scaled-scroll.ts';
import { slideIn } from './slide-in.ts';

export type Density = 'comfortable' | 'compact';
/** Row heights, px. */
export const rowHeights: Readonly<Record<Density, number>> = { comfortable: 48, compact: 32 };
const headerHeight = 30;

interface CallGridProps {
  readonly pin: Pin;
  readonly days: readonly ListDay[];
  /** Matching calls that came since the list was pinned, and what pins it again at the newest. */
  readonly newer: number;
  readonly onNewest: () => void;
  readonly label: string;
  readonly density: Density;
  readonly words: CallWords;
  readonly colourOf: (accountId: AccountId) => AccountColour | undefined;
  /** The call whose detail is open. */
  readonly openId: CallId | null;
  /** `byKey`: the keyboard opened it, so the detail takes the focus. */
  readonly onOpen: (call: Call, byKey: boolean) => void;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
};

/**
 * The list itself: a grid of which only the rows in sight exist. The grid has the focus and points at the active row;
 * the active row's buttons are the next tab stop. Pressing Enter opens the detail, which makes a row the selected one.
 */
export const CallGrid = memo(function CallGrid(props: CallGridProps) {
  const { pin, days, newer, onNewest, label, density, words, colourOf, openId, onOpen } = props;
  const { t } = useTranslation('calls');
  const now = useNow();
  const labels = useRowLabels();
  const act = useCallActions(words);
  const needles = useMemo(() => needlesIn(pin.filter.text), [pin.filter.text]);
  const rowHeight = rowHeights[density];
  const geometry = useMemo(() => layOut(days, rowHeight, headerHeight), [days, rowHeight]);
  const scroll = useScaledScroll(geometry.height, pin.filter);
  const [active, setActive] = useState(0);
  const [slid, setSlid] = useState(0);
  const [shownFilter, setShownFilter] = useState(pin.filter);
  if (shownFilter !== pin.filter) {
    // Another filter is another list: it begins at its first row. The rows' elements stay and are filled anew.
    setShownFilter(pin.filter);
    setActive(0);
    setSlid(0);
  }
  const parts = runsBetween(geometry, scroll.from, scroll.to).map((run) => ({
    dayIndex: run.dayIndex,
    blocks: blocksOf(geometry, run, slid),
  }));
  const first = parts[0]?.blocks[0]?.from ?? 0;
  const last = parts.at(-1)?.blocks.at(-1)?.to ?? 0;
  const windows = useCallWindows(pin, scroll.atTop ? null : geometry.rows, first, last);
  const grid = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const wantsNewest = useRef(false);

  const { callAt, joinedAt } = windows;
  useReadingPlace({ pin, geometry, callAt }, active, scroll, (rows) => {
    setActive((row) => Math.max(0, row + rows.active));
    setSlid((before) => before + rows.active);
    if (scroll.topNow() < 1 && rows.read > 0) slideIn(canvas.current, rows.read * rowHeight);
  });

  const goToTop = () => {
    wantsNewest.current = false;
    scroll.scrollTo(0);
    setActive(0);
  };
  const arrive = useEffectEvent(goToTop);
  // The pill was pressed: once the newer calls are there, the reader is taken to them.
  useLayoutEffect(() => {
    if (wantsNewest.current) arrive();
  }, [pin]);

  const showNewest = () => {
    grid.current?.focus({ preventScroll: true });
    if (newer === 0) {
      goToTop();
      return;
    }
    wantsNewest.current = true;
    onNewest();
  };

  // Whoever looks at the top gets new calls without asking.
  const pinAgain = useEffectEvent(onNewest);
  useEffect(() => {
    if (newer > 0 && scroll.atTop) pinAgain();
  }, [newer, scroll.atTop]);

  // The list takes the focus when it opens, so that keys work at once; what already has it keeps it.
  useEffect(() => {
    const focused = document.activeElement;
    const isUnused = focused === document.body || focused === grid.current?.closest('main');
    if (isUnused) grid.current?.focus({ preventScroll: true });
  }, []);

  const reveal = (row: number) => {
    const top = topOfRow(geometry, row);
    const seen = scroll.topNow();
    if (top - headerHeight < seen) scroll.scrollTo(row === 0 ? 0 : top - headerHeight);
    else if (top + rowHeight > seen + scroll.viewport) scroll.scrollTo(top + rowHeight - scroll.viewport);
  };
  const move = (step: Step) => {
    const row = rowFor(step, active, geometry, scroll.viewport);
    setActive(row);
    reveal(row);
    grid.current?.focus({ preventScroll: true });
  };
  const withActive = (run: (call: Call) => void) => {
    const call = callAt(active);
    if (call) run(call);
  };
  useKeys({
    j: () => move('down'),
    k: () => move('up'),
    y: () => withActive((call) => act('copy', call)),
    o: () => withActive((call) => act('open', call)),
    n: showNewest,
  });
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const step = steps[event.key];
    if (step) move(step);
    else if (event.key === 'Enter') withActive((call) => onOpen(call, true));
    else return;
    event.preventDefault();
  };
  const clicked = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const row = Number(event.target.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN);
    const call = Number.isNaN(row) ? undefined : callAt(row);
    if (!call) return;
    setActive(row);
    const action = event.target.closest('[data-action]')?.getAttribute('data-action');
    if (action === 'copy' || action === 'open') act(action, call);
    else onOpen(call, false);
  };

  const isActiveShown = first <= active && active <= last;
  return (
    <div className="call-list" data-density={density}>
      {windows.failure !== null && <FailureNotice failure={windows.failure} onRetry={windows.retry} />}
      {newer > 0 && !scroll.atTop && <NewCallsPill count={newer} onPress={showNewest} />}
      <div
        ref={(element) => {
          grid.current = element;
          return scroll.attach(element);
        }}
        className="call-grid"
        data-at-top={scroll.atTop || undefined}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={geometry.rows + geometry.days.length}
        aria-activedescendant={isActiveShown ? rowId(active - slid) : undefined}
        onKeyDown={pressed}
        onClick={clicked}
      >
        <div ref={canvas} className="call-canvas" role="presentation" style={{ height: scroll.range }}>
          {parts.map(({ dayIndex, blocks }) => (
            <CallDaySection
              key={geometry.days[dayIndex]?.startsAt}
              {...{ dayIndex, blocks, geometry }}
              shift={scroll.shift}
              {...{ callAt, joinedAt, active, slid }}
              {...{ words, needles, labels, now, openId, colourOf, t }}
            />
          ))}
        </div>
      </div>
    </div>
  );
});
