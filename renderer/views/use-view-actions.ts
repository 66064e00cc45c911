import { useTranslation } from 'react-i18next';
import { mostSavedViews, type SavedView } from '../../domain/saved-view.ts';
import { useAnnounce } from '../announcer.tsx';
import { useDeskStore } from '../desk.tsx';
import { withView } from '../desk-store.ts';
import { useNavigation } from '../navigation.tsx';
import { useAct } from '../queries.ts';
import { useSavedViews } from './use-saved-views.ts';

type NewView = Omit<SavedView, 'id'>;

export interface ViewActions {
  /** Saves a view, a new one with `id` null, and tells it when it is saved. */
  readonly save: (
    view: NewView & { readonly id: SavedView['id'] | null },
    then?: (saved: SavedView) => void,
  ) => void;
  readonly remove: (view: SavedView, then: () => void) => void;
  readonly order: (views: readonly Pick<SavedView, 'id'>[], then?: () => void) => void;
  /** Shows a view as it is saved. */
  readonly open: (view: SavedView) => void;
  /** Takes back what was changed since the view was opened. */
  readonly reset: (view: SavedView) => void;
}

/** What can be done with saved views. What fails is said. */
export function useViewActions(): ViewActions {
  const { t } = useTranslation('views');
  const announce = useAnnounce();
  const store = useDeskStore();
  const { openView } = useNavigation();
  const views = useSavedViews();
  const saving = useAct('views.save');
  const removing = useAct('views.remove');
  const ordering = useAct('views.order');
  const onError = () => announce(t('failed'));
  return {
    save: (view, then) => {
      if (view.id === null && views.length >= mostSavedViews) {
        announce(t('full', { count: mostSavedViews }));
        return;
      }
      saving.mutate(view, { onSuccess: (saved) => then?.(saved), onError });
    },
    remove: ({ id }, then) => removing.mutate({ id }, { onSuccess: then, onError }),
    order: (all, then) =>
      ordering.mutate({ ids: all.map(({ id }) => id) }, { onSuccess: () => then?.(), onError }),
    open: openView,
    reset: (view) => store.change((desk) => withView(desk, view)),
  };
}
