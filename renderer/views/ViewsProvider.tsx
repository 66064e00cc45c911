import './views.css';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewQuery } from '../../domain/saved-view.ts';
import { useDeskStore } from '../desk.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useNavigation } from '../navigation.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { ArrangeViews } from './ArrangeViews.tsx';
import { SaveViewForm } from './SaveViewForm.tsx';
import { usePinnedViews } from './use-saved-views.ts';
import { useViewActions } from './use-view-actions.ts';
import { ViewDialogsContext } from './views-context.ts';

/** Holds the dialogs of the saved views and their keys, for every screen. */
export function ViewsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('views');
  const { screen } = useNavigation();
  const store = useDeskStore();
  const pinned = usePinnedViews();
  const { open } = useViewActions();
  // What a dialog was opened for: the list may change behind it.
  const [saving, setSaving] = useState<ViewQuery | null>(null);
  const [isArranging, setArranging] = useState(false);

  const dialogs = useMemo(
    () => ({
      askToSave: () => {
        if (screen === 'calls' || screen === 'missed') setSaving(store.read().lists[screen]);
      },
      arrange: () => setArranging(true),
    }),
    [screen, store],
  );
  const openAt = (place: number) => (event: KeyboardEvent) => {
    const view = pinned[place];
    if (view === undefined) return;
    event.preventDefault();
    open(view);
  };
  useKeys({
    'mod+shift+s': (event) => {
      event.preventDefault();
      dialogs.askToSave();
    },
    ...Object.fromEntries(Array.from({ length: 9 }, (_, place) => [`alt+${place + 1}`, openAt(place)])),
  });

  const shown = screen === 'calls' || screen === 'missed' ? screen : null;
  return (
    <ViewDialogsContext value={dialogs}>
      {children}
      <Dialog opened={saving !== null} onClose={() => setSaving(null)} width={420} title={t('dialog.title')}>
        {saving && <SaveViewForm query={saving} onClose={() => setSaving(null)} />}
      </Dialog>
      <Dialog opened={isArranging} onClose={() => setArranging(false)} width={560} title={t('arrange.title')}>
        <ArrangeViews shown={shown === null ? null : store.read().lists[shown]} />
      </Dialog>
    </ViewDialogsContext>
  );
}
