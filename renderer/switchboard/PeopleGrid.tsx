import './people.css';
import { Tooltip } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountColour, AccountId } from '../../domain/account.ts';
import type { LiveCall, Person } from '../../domain/switchboard.ts';
import type { PeopleSection } from './arrange-people.ts';
import { cardAt, cellOf, columnsFor, layOutCards, type Step, stepFrom } from './card-layout.ts';
import { PersonCard } from './PersonCard.tsx';
import { SectionHeading } from './SectionHeading.tsx';
import type { SwitchboardWords } from './switchboard-words.ts';
import { useHotCard } from './use-hot-card.ts';
import { withinAccount } from './within-account.ts';

const cardMinWidth = 232;
const cardHeight = 60;
const gap = 8;
const padding = 16;
const headingHeight = 40;

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
  j: 'down',
  k: 'up',
};

interface PeopleGridProps {
  readonly sections: readonly PeopleSection[];
  /** By `withinAccount`. */
  readonly callOf: ReadonlyMap<string, LiveCall>;
  readonly colourOf: (accountId: AccountId) => AccountColour | undefined;
  readonly stale: ReadonlySet<AccountId>;
  readonly words: SwitchboardWords;
}

const callWith = (
  { accountId, liveCallId }: Person,
  callOf: PeopleGridProps['callOf'],
): LiveCall | undefined =>
  liveCallId === null ? undefined : callOf.get(withinAccount(accountId, liveCallId));

/**
 * The people as cards under headings. Only the strips in sight exist; the grid has the focus and points at the active
 * card. One tooltip serves all cards: it tells the provider's own word for the state.
 */
export const PeopleGrid = memo(function PeopleGrid(props: PeopleGridProps) {
  const { sections, callOf, colourOf, stale, words } = props;
  const { t } = useTranslation('switchboard');
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize();
  const columns = columnsFor(width - 2 * padding, cardMinWidth, gap);
  const layout = useMemo(() => layOutCards(sections, columns), [sections, columns]);
  const headings = useMemo(
    () => layout.strips.flatMap((strip, index) => (strip.kind === 'heading' ? [index] : [])),
    [layout],
  );
  const stuck = useRef(-1);
  const virtualizer = useVirtualizer({
    count: layout.strips.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (layout.strips[index]?.kind === 'heading' ? headingHeight : cardHeight + gap),
    getItemKey: (index) => layout.strips[index]?.key ?? index,
    overscan: 6,
    paddingEnd: padding,
    scrollPaddingStart: headingHeight,
    rangeExtractor: (range) => {
      // The heading of what is read stays in sight.
      stuck.current = headings.findLast((index) => index <= range.startIndex) ?? -1;
      const shown = defaultRangeExtractor(range);
      return stuck.current < 0 || shown.includes(stuck.current) ? shown : [stuck.current, ...shown];
    },
  });

  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [hasKeys, setHasKeys] = useState(false);
  const first = layout.strips.find((strip) => strip.kind === 'cards');
  const wanted = activeKey ?? (first?.kind === 'cards' ? (first.cards[0]?.key ?? null) : null);
  const cell = wanted === null ? null : cellOf(layout, wanted);
  const activeCard = cell ? cardAt(layout, cell) : undefined;
  const domId = (key: string) => `${gridId}-${key}`;

  const pressed = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (cardHeight + gap)) - 1);
    const next = cell
      ? stepFrom(layout, cell, step, page)
      : stepFrom(layout, { strip: 0, column: 0 }, 'first', page);
    setActiveKey(cardAt(layout, next)?.key ?? null);
    virtualizer.scrollToIndex(next.strip, { align: 'auto' });
  };

  const hot = useHotCard();
  const items = virtualizer.getVirtualItems();
  const isActiveShown = cell !== null && items.some(({ index }) => index === cell.strip);
  const told = hot.key ?? (hasKeys && isActiveShown ? (activeCard?.key ?? null) : null);
  const toldCell = told === null ? null : cellOf(layout, told);
  const toldPerson = toldCell ? cardAt(layout, toldCell)?.person : undefined;

  return (
    <>
      <div
        ref={useMergedRef(scroller, sizeRef)}
        className="people-grid"
        role="grid"
        tabIndex={0}
        aria-label={t('parts.people')}
        aria-rowcount={layout.strips.length}
        aria-colcount={columns}
        aria-activedescendant={isActiveShown && activeCard ? domId(activeCard.key) : undefined}
        onKeyDown={pressed}
        onFocus={(event) => setHasKeys(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setHasKeys(false)}
        onPointerOver={hot.onPointerOver}
        onPointerLeave={hot.forget}
        onScroll={hot.forget}
      >
        <div role="presentation" className="people-canvas" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const strip = layout.strips[item.index];
            if (strip?.kind === 'heading') {
              const isStuck = item.index === stuck.current;
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 1}
                  className="people-heading"
                  data-stuck={isStuck || undefined}
                  style={isStuck ? {} : { transform: `translateY(${item.start}px)` }}
                >
                  <div role="gridcell" aria-colspan={columns}>
                    <SectionHeading section={strip.section} words={words} />
                  </div>
                </div>
              );
            }
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 1}
                className="people-strip"
                style={{
                  transform: `translateY(${item.start}px)`,
                  gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                }}
              >
                {strip?.cards.map((card, column) => (
                  <PersonCard
                    // By its place: people move with every change of state, and an element filled anew is cheaper than
                    // one made anew.
                    key={column}
                    id={domId(card.key)}
                    cardKey={card.key}
                    person={card.person}
                    call={callWith(card.person, callOf)}
                    colour={colourOf(card.person.accountId)}
                    isStale={stale.has(card.person.accountId)}
                    isActive={card.key === activeCard?.key}
                    {...{ words, column }}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {told !== null && toldPerson && (
        <Tooltip
          // Where the person moves to another place, it goes along.
          key={`${told} ${toldCell?.strip}/${toldCell?.column}`}
          opened
          target={`[data-card="${CSS.escape(told)}"]`}
          label={words.ownWord(toldPerson)}
          position="bottom-start"
          withinPortal={false}
        />
      )}
    </>
  );
});
