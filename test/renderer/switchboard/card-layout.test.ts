import { describe, expect, it } from 'vitest';
import { arrangePeople } from '../../../renderer/switchboard/arrange-people.ts';
import {
  type Cell,
  cardAt,
  cellOf,
  columnsFor,
  layOutCards,
  type Step,
  stepFrom,
} from '../../../renderer/switchboard/card-layout.ts';
import { fakeSwitchboard } from '../preview/fake-switchboard.ts';
import { scenarioIn } from '../preview/scenario.ts';

const board = fakeSwitchboard(scenarioIn(new URLSearchParams('scenario=many'), 1_700_000_000_000), 1);
const compare = (a: string, b: string) => a.localeCompare(b, 'cs');
const layout = layOutCards(arrangePeople(board, 'team', '', compare), 4);

const walk = (step: Step, from: Cell, times: number): Cell =>
  Array.from({ length: times }).reduce<Cell>((cell) => stepFrom(layout, cell, step, 5), from);

describe('the layout of cards', () => {
  it('fits as many columns as the width allows, and always one', () => {
    expect(columnsFor(1000, 232, 8)).toBe(4);
    expect(columnsFor(239, 232, 8)).toBe(1);
    expect(columnsFor(0, 232, 8)).toBe(1);
  });

  it('gives every card a key of its own and finds it again', () => {
    const keys = layout.strips.flatMap((strip) =>
      strip.kind === 'cards' ? strip.cards.map(({ key }) => key) : [],
    );
    expect(new Set(keys).size).toBe(layout.cards);
    const last = keys.at(-1) ?? '';
    const cell = cellOf(layout, last);
    expect(cell && cardAt(layout, cell)?.key).toBe(last);
    expect(cellOf(layout, 'gone')).toBeNull();
  });

  it('leaves the heading out when nothing is grouped', () => {
    const plain = layOutCards(arrangePeople(board, 'none', '', compare), 4);
    expect(plain.strips.every((strip) => strip.kind === 'cards')).toBe(true);
    expect(plain.strips).toHaveLength(500);
  });

  it('walks through every card with the right arrow and back with the left', () => {
    const first = stepFrom(layout, { strip: 0, column: 0 }, 'first', 5);
    const last = stepFrom(layout, first, 'last', 5);
    expect(walk('right', first, layout.cards - 1)).toEqual(last);
    expect(walk('left', last, layout.cards - 1)).toEqual(first);
  });

  it('passes headings going up and down, keeps to shorter strips, and stays at the ends', () => {
    const first = stepFrom(layout, { strip: 0, column: 0 }, 'first', 5);
    expect(stepFrom(layout, first, 'up', 5)).toEqual(first);
    const last = stepFrom(layout, first, 'last', 5);
    expect(stepFrom(layout, last, 'down', 5)).toEqual(last);
    const bottom = walk('down', { ...first, column: 3 }, layout.strips.length);
    expect(bottom.strip).toBe(last.strip);
    expect(cardAt(layout, bottom)).toBeDefined();
    for (const step of ['page-down', 'page-up'] as const) {
      expect(cardAt(layout, stepFrom(layout, { strip: 30, column: 1 }, step, 5))).toBeDefined();
    }
  });
});
