import { z } from 'zod';
import { DeskState, freshDesk, mostSavedViews, SavedView } from '../../domain/saved-view.ts';
import type { Clock } from '../clock.ts';
import { DeskError } from '../failures.ts';
import type { Log } from '../log.ts';
import type { KeptFile } from '../settings/kept-file.ts';

/** What `views.json` holds: the saved views in their order, and how the desk was left. */
export interface ViewsContent {
  readonly views: readonly SavedView[];
  readonly desk: DeskState;
}

export interface KeptViews {
  read(): ViewsContent;
  /** Throws DeskError `cache-unavailable` when the disk refuses; everything then stays as it was. */
  write(next: ViewsContent): void;
  /** Name of the file that could not be read (in this run); null when all was well. */
  readonly keptAside: string | null;
}

const Content = z.object({ version: z.literal(1), views: z.array(z.unknown()), desk: z.unknown() });

/**
 * Reads the saved views. Never fails: a file that cannot be read is kept aside under a dated name, and what of it is
 * readable still counts.
 */
export function createKeptViews(ports: { file: KeptFile; clock: Clock; log: Log }): KeptViews {
  const { file, clock, log } = ports;
  const found = readContent(file);
  let content = found.content;
  let keptAside: string | null = null;

  const write = (next: ViewsContent): void => {
    const views = z.array(SavedView).max(mostSavedViews).parse(next.views);
    const desk = DeskState.parse(next.desk);
    try {
      file.write({ version: 1, views, desk });
    } catch (error) {
      throw new DeskError('cache-unavailable', { where: 'views', cause: error });
    }
    content = { views, desk };
  };

  if (!found.whole) {
    log.warn('views.wrong', { readable: content.views.length });
    try {
      keptAside = file.setAside(clock.now());
      write(content);
    } catch (error) {
      // A folder we may not write to: what could be read still works.
      log.error('views.not-kept', { kind: error instanceof Error ? error.name : 'unknown' });
    }
  }

  return { read: () => content, write, keptAside };
}

function readContent(file: KeptFile): { content: ViewsContent; whole: boolean } {
  try {
    const kept = file.read();
    if (kept === undefined) return { content: { views: [], desk: freshDesk }, whole: true };
    const { views, desk } = Content.parse(kept);
    const parsed = views.map((view) => SavedView.safeParse(view));
    // Two of one id could never be told apart again.
    const readable = new Map(
      parsed.flatMap((one) => (one.success ? [[one.data.id, one.data] as const] : [])),
    );
    const left = DeskState.safeParse(desk);
    return {
      content: {
        views: [...readable.values()].slice(0, mostSavedViews),
        desk: left.success ? left.data : freshDesk,
      },
      whole: readable.size === views.length && views.length <= mostSavedViews && left.success,
    };
  } catch {
    return { content: { views: [], desk: freshDesk }, whole: false }; // not JSON, or nothing like saved views
  }
}
