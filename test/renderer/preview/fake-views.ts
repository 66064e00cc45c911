import type { Handlers } from '../../../domain/contract.ts';
import { freshDesk, type SavedView } from '../../../domain/saved-view.ts';

type ViewOperation =
  'views.list' | 'views.save' | 'views.remove' | 'views.order' | 'desk.read' | 'desk.write';

/** Saved views in memory. */
export function fakeViews(): Pick<Handlers, ViewOperation> {
  let views: SavedView[] = [];
  let desk = freshDesk;
  return {
    'views.list': async () => views,
    'views.save': async ({ id, ...view }) => {
      const saved = { ...view, id: id ?? `view${String(views.length).padStart(6, '0')}` };
      views = id === null ? [...views, saved] : views.map((one) => (one.id === id ? saved : one));
      return saved;
    },
    'views.remove': async ({ id }) => (views = views.filter((view) => view.id !== id)),
    'views.order': async ({ ids }) =>
      (views = views.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))),
    'desk.read': async () => desk,
    'desk.write': async (state) => {
      desk = state;
      return { done: true };
    },
  };
}
