import { z } from 'zod';
import type { Handlers } from '../../../domain/contract.ts';
import { DeskState, freshDesk, SavedView, type ViewQuery } from '../../../domain/saved-view.ts';
import { anyCall } from '../../../domain/call.ts';
import type { FakeEvents } from './fake-events.ts';
import type { Scenario } from './scenario.ts';

type ViewOperation =
  'views.list' | 'views.save' | 'views.remove' | 'views.order' | 'desk.read' | 'desk.write';

const { accounts, providers, directions, outcomes, agents, lines } = anyCall;
const choice: ViewQuery['choice'] = {
  accounts,
  providers,
  directions,
  outcomes,
  agents,
  lines,
  dates: 'any',
};

/** Views as a desk has them after a while: the last one's account is gone. */
const examples: readonly Omit<SavedView, 'id'>[] = [
  {
    name: 'Reklamace tento týden',
    pinned: true,
    query: { view: 'calls', choice, text: 'tag:reklamace week' },
  },
  {
    name: 'Dnes ztracené',
    pinned: true,
    query: { view: 'missed', choice: { ...choice, dates: 'today' }, text: '' },
  },
  { name: 'Všechny hovory', pinned: true, query: { view: 'calls', choice, text: '' } },
  { name: 'Dlouhé hovory', pinned: true, query: { view: 'calls', choice, text: '>10m' } },
  { name: 'Nováková', pinned: false, query: { view: 'calls', choice, text: 'novakova' } },
  {
    name: 'Stará ústředna',
    pinned: true,
    query: { view: 'calls', choice: { ...choice, accounts: ['voipex:gone0000'] }, text: '' },
  },
];

const Kept = z.object({ v: z.array(SavedView), d: DeskState });
const storedUnder = 'fake views';

/** Saved views in memory, or in the page's session when the scenario keeps them. */
export function fakeViews(
  scenario: Pick<Scenario, 'views' | 'keeps'>,
  send: FakeEvents['send'],
): Pick<Handlers, ViewOperation> {
  let views: SavedView[] = Array.from({ length: scenario.views }, (_, index) => {
    const example = examples[index % examples.length];
    if (example === undefined) throw new Error('no example');
    return { ...example, id: `example${String(index).padStart(3, '0')}` };
  });
  let desk: DeskState = freshDesk;
  let added = 0;
  const stored = scenario.keeps ? window.sessionStorage.getItem(storedUnder) : null;
  if (stored !== null) {
    const kept: unknown = JSON.parse(stored);
    const { v, d } = Kept.parse(kept);
    views = v;
    desk = d;
  }
  const keep = (): void => {
    if (scenario.keeps) window.sessionStorage.setItem(storedUnder, JSON.stringify({ v: views, d: desk }));
  };
  const change = (next: SavedView[]): SavedView[] => {
    views = next;
    keep();
    send('views.changed', {});
    return views;
  };
  return {
    'views.list': async () => views,
    'views.save': async ({ id, ...view }) => {
      added += 1;
      const saved = { ...view, id: id ?? `view${String(added).padStart(6, '0')}` };
      change(id === null ? [...views, saved] : views.map((one) => (one.id === id ? saved : one)));
      return saved;
    },
    'views.remove': async ({ id }) => change(views.filter((view) => view.id !== id)),
    'views.order': async ({ ids }) => {
      const place = ({ id }: SavedView) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
      return change(views.toSorted((a, b) => place(a) - place(b)));
    },
    'desk.read': async () => desk,
    'desk.write': async (state) => {
      desk = state;
      keep();
      return { done: true };
    },
  };
}
