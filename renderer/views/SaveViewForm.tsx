import { Button, Switch, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestViewName, type ViewQuery } from '../../domain/saved-view.ts';
import { folded } from '../../domain/folding.ts';
import { useAnnounce } from '../announcer.tsx';
import { useNavigation } from '../navigation.tsx';
import { useSavedViews } from './use-saved-views.ts';
import { useSuggestedName } from './use-suggested-name.ts';
import { useViewActions } from './use-view-actions.ts';
import { viewNameOf } from './view-name.ts';

interface SaveViewFormProps {
  readonly query: ViewQuery;
  readonly onClose: () => void;
}

/** Asks under which name the list is saved; a name that is taken replaces what it showed. */
export function SaveViewForm({ query, onClose }: SaveViewFormProps) {
  const { t } = useTranslation('views');
  const announce = useAnnounce();
  const { openView } = useNavigation();
  const views = useSavedViews();
  const actions = useViewActions();
  const suggested = useSuggestedName();
  const [name, setName] = useState(() => suggested(query));
  const taken = views.find((view) => folded(view.name) === folded(name));
  const [pinned, setPinned] = useState<boolean | null>(null);
  const isPinned = pinned ?? taken?.pinned ?? true;
  const typed = viewNameOf(name);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (typed === null) return;
    actions.save({ id: taken?.id ?? null, name: typed, pinned: isPinned, query }, (saved) => {
      openView(saved);
      announce(t('saved', { name: saved.name }));
      onClose();
    });
  };
  return (
    <form className="view-form" onSubmit={submit}>
      <TextInput
        data-autofocus
        label={t('dialog.name')}
        value={name}
        maxLength={longestViewName}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        autoComplete="off"
      />
      <p className="secondary view-form-note" role="status">
        {taken !== undefined && t('dialog.exists')}
      </p>
      <Switch
        label={t('dialog.pin')}
        checked={isPinned}
        onChange={(event) => setPinned(event.currentTarget.checked)}
      />
      <div className="view-form-end">
        <Button type="submit" disabled={typed === null}>
          {t(taken === undefined ? 'dialog.submit' : 'dialog.replace')}
        </Button>
      </div>
    </form>
  );
}
