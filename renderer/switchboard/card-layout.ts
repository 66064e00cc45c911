import type { Person } from '../../domain/switchboard.ts';
import type { PeopleSection } from './arrange-people.ts';
import { keyOf } from './within-account.ts';

/** One strip of the virtual list: a heading, or as many cards as fit side by side. */
export type Strip =
  | { readonly kind: 'heading'; readonly key: string; readonly section: PeopleSection }
  | { readonly kind: 'cards'; readonly key: string; readonly cards: readonly Card[] };

/** A person in a place: who stands in two teams has two cards. `key` is unique on the page and lasts. */
export interface Card {
  readonly key: string;
  readonly person: Person;
}

export interface CardLayout {
  readonly strips: readonly Strip[];
  readonly columns: number;
  readonly cards: number;
}

/** How many cards of at least `minWidth` px fit into `width` with `gap` between them; at least one. */
export const columnsFor = (width: number, minWidth: number, gap: number): number =>
  Math.max(1, Math.floor((width + gap) / (minWidth + gap)));

/** Strips by their section: one that did not change keeps its own. */
const cut = new WeakMap<PeopleSection, { readonly columns: number; readonly strips: readonly Strip[] }>();

function stripsOf(section: PeopleSection, columns: number): readonly Strip[] {
  const known = cut.get(section);
  if (known?.columns === columns) return known.strips;
  const strips: Strip[] = [];
  if (section.group.by !== 'none') strips.push({ kind: 'heading', key: section.key, section });
  for (let start = 0; start < section.people.length; start += columns) {
    const cards = section.people.slice(start, start + columns).map((person): Card => ({
      key: `${section.key}/${keyOf(person)}`,
      person,
    }));
    strips.push({ kind: 'cards', key: `${section.key}#${start}`, cards });
  }
  cut.set(section, { columns, strips });
  return strips;
}

/** Cuts the sections into strips of `columns` cards, each section under its heading unless it is the only one of all. */
export const layOutCards = (sections: readonly PeopleSection[], columns: number): CardLayout => ({
  strips: sections.flatMap((section) => stripsOf(section, columns)),
  columns,
  cards: sections.reduce((sum, section) => sum + section.people.length, 0),
});

/** Where a card lies: its strip and its place in it. */
export interface Cell {
  readonly strip: number;
  readonly column: number;
}

const cardsOf = (layout: CardLayout, strip: number): readonly Card[] => {
  const found = layout.strips[strip];
  return found?.kind === 'cards' ? found.cards : [];
};

/** Finds a card by its key; null when it is no longer there. */
export function cellOf(layout: CardLayout, key: string): Cell | null {
  for (const [strip, found] of layout.strips.entries()) {
    if (found.kind !== 'cards') continue;
    const column = found.cards.findIndex((card) => card.key === key);
    if (column >= 0) return { strip, column };
  }
  return null;
}

export const cardAt = (layout: CardLayout, cell: Cell): Card | undefined =>
  cardsOf(layout, cell.strip)[cell.column];

/** The nearest strip of cards from `strip` (itself included) going by `step`; null at the end. */
function stripOfCards(layout: CardLayout, strip: number, step: 1 | -1): number | null {
  for (let at = strip; at >= 0 && at < layout.strips.length; at += step) {
    if (layout.strips[at]?.kind === 'cards') return at;
  }
  return null;
}

export type Step = 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down';

/** Where a key leads from a cell. Left and right run on into the neighbouring strip; up and down keep the column. */
export function stepFrom(layout: CardLayout, from: Cell, step: Step, stripsPerPage: number): Cell {
  const inColumn = (strip: number | null): Cell =>
    strip === null ? from : { strip, column: Math.min(from.column, cardsOf(layout, strip).length - 1) };
  switch (step) {
    case 'right': {
      if (from.column + 1 < cardsOf(layout, from.strip).length) return { ...from, column: from.column + 1 };
      const next = stripOfCards(layout, from.strip + 1, 1);
      return next === null ? from : { strip: next, column: 0 };
    }
    case 'left': {
      if (from.column > 0) return { ...from, column: from.column - 1 };
      const previous = stripOfCards(layout, from.strip - 1, -1);
      return previous === null ? from : { strip: previous, column: cardsOf(layout, previous).length - 1 };
    }
    case 'down':
      return inColumn(stripOfCards(layout, from.strip + 1, 1));
    case 'up':
      return inColumn(stripOfCards(layout, from.strip - 1, -1));
    case 'page-down': {
      const wanted = Math.min(from.strip + stripsPerPage, layout.strips.length - 1);
      return inColumn(stripOfCards(layout, wanted, 1) ?? stripOfCards(layout, wanted, -1));
    }
    case 'page-up': {
      const wanted = Math.max(from.strip - stripsPerPage, 0);
      return inColumn(stripOfCards(layout, wanted, -1) ?? stripOfCards(layout, wanted, 1));
    }
    case 'first': {
      const first = stripOfCards(layout, 0, 1);
      return first === null ? from : { strip: first, column: 0 };
    }
    case 'last': {
      const last = stripOfCards(layout, layout.strips.length - 1, -1);
      return last === null ? from : { strip: last, column: cardsOf(layout, last).length - 1 };
    }
  }
}
