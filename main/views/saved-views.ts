import { randomBytes } from 'node:crypto';
import type { CallId } from '../../domain/call.ts';
import type { Handlers } from '../../domain/contract.ts';
import { mostSavedViews, type SavedView, type ViewQuery } from '../../domain/saved-view.ts';
import type { Announcements } from '../announcements.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';
import { createKeptViews } from './kept-views.ts';

export interface ViewPorts {
  readonly viewsFile: KeptFile;
  readonly announce: Pick<Announcements, 'viewsChanged'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SavedViews {
  readonly handlers: Pick<
    Handlers,
    'views.list' | 'views.save' | 'views.remove' | 'views.order' | 'desk.read' | 'desk.write'
  >;
  /**
   * Removes every view whose name or search `speaks` of somebody, and clears such a search from how the desk was left,
   * as well as the open call when it is `gone`. In this run the page may still write such a search: it is cleared then,
   * too. Throws DeskError `cache-unavailable` when the disk refuses.
   */
  forget(speaks: (text: string) => boolean, gone: (id: CallId) => Promise<boolean>): Promise<void>;
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

/** Saved views, and how the desk was left. */
export function createSavedViews({ viewsFile: file, announce, clock, log }: ViewPorts): SavedViews {
  const kept = createKeptViews({ file, clock, log });

  /** What says whom a text speaks of, for each who was forgotten in this run. */
  const forgotten: ((text: string) => boolean)[] = [];

  const cleared = (query: ViewQuery | null): ViewQuery | null =>
    query !== null && forgotten.some((speaks) => speaks(query.text)) ? { ...query, text: '' } : query;
  const list = (): SavedView[] => [...kept.read().views];
  const change = (views: readonly SavedView[]): SavedView[] => {
    const { desk } = kept.read();
    const isOpen = views.some(({ id }) => id === desk.viewId);
    kept.write({ views, desk: isOpen ? desk : { ...desk, viewId: null } });
    announce.viewsChanged();
    return list();
  };

  return {
    keptAside: kept.keptAside,
    async forget(speaks, gone) {
      forgotten.push(speaks);
      const opened = kept.read().desk.openCall;
      const openGone = opened !== null && (await gone(opened));
      const { views, desk } = kept.read();
      const left = views.filter(({ name, query }) => !speaks(name) && !speaks(query.text));
      kept.write({
        views: left,
        desk: {
          ...desk,
          calls: cleared(desk.calls),
          missed: cleared(desk.missed),
          viewId: left.some(({ id }) => id === desk.viewId) ? desk.viewId : null,
          openCall: openGone && desk.openCall === opened ? null : desk.openCall,
        },
      });
      if (left.length !== views.length) announce.viewsChanged();
    },
    handlers: {
      'views.list': async () => list(),
      'views.save': async ({ id, ...rest }) => {
        const views = list();
        if (id === null) {
          if (views.length >= mostSavedViews) throw new DeskError('invalid-request', { where: 'views.most' });
          const added: SavedView = { id: randomBytes(6).toString('hex'), ...rest };
          change([...views, added]);
          return added;
        }
        if (!views.some((view) => view.id === id)) throw new DeskError('not-found', { where: 'view' });
        const changed: SavedView = { id, ...rest };
        change(views.map((view) => (view.id === id ? changed : view)));
        return changed;
      },
      'views.remove': async ({ id }) => {
        const views = list();
        // Removed twice, by two windows or two clicks, is removed all the same.
        return views.some((view) => view.id === id) ? change(views.filter((view) => view.id !== id)) : views;
      },
      'views.order': async ({ ids }) => {
        const views = list();
        const named = [...new Set(ids)].flatMap((id) => views.filter((view) => view.id === id));
        return change([...named, ...views.filter((view) => !named.includes(view))]);
      },
      'desk.read': async () => kept.read().desk,
      'desk.write': async (desk) => {
        kept.write({
          views: kept.read().views,
          desk: { ...desk, calls: cleared(desk.calls), missed: cleared(desk.missed) },
        });
        return { done: true };
      },
    },
  };
}
