import {
  IconArrowDown,
  IconArrowUp,
  IconPhone,
  IconPhoneX,
  IconPin,
  IconPinFilled,
  IconReplace,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestViewName, type SavedView, type ViewQuery } from '../../domain/saved-view.ts';
import { useAnnounce } from '../announcer.tsx';
import { useOperation } from '../queries.ts';
import { useSavedViews } from './use-saved-views.ts';
import { useViewActions, type ViewActions } from './use-view-actions.ts';
import { viewNameOf } from './view-name.ts';
import { accountsLeft, moved } from './view-state.ts';

interface Act {
  readonly label: string;
  readonly sign: ReactNode;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

function ViewButton({ label, sign, pressed, disabled = false, onPress }: Act) {
  return (
    <button
      type="button"
      className="view-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      // Not `disabled`: a button that goes away under the focus takes it along.
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {sign}
    </button>
  );
}

/** The name of a view, to be changed in place: kept when the field is left, put back by Escape. */
function NameField({ view, actions }: { readonly view: SavedView; readonly actions: ViewActions }) {
  const { t } = useTranslation('views');
  const [name, setName] = useState<string | null>(null);
  const keep = () => {
    const typed = viewNameOf(name ?? view.name);
    setName(null);
    if (typed !== null && typed !== view.name) actions.save({ ...view, name: typed });
  };
  return (
    <input
      className="view-name"
      aria-label={t('arrange.rename', { name: view.name })}
      value={name ?? view.name}
      maxLength={longestViewName}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape' && name !== null) {
          event.stopPropagation();
          setName(null);
        }
      }}
    />
  );
}

interface Removed {
  readonly view: SavedView;
  readonly place: number;
}

/** All saved views: rename, pin, order, replace by the list shown, delete and take that back. */
export function ArrangeViews({ shown }: { readonly shown: ViewQuery | null }) {
  const { t } = useTranslation('views');
  const announce = useAnnounce();
  const views = useSavedViews();
  const accounts = useOperation('accounts.list', {}).data?.map(({ id }) => id);
  const actions = useViewActions();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const move = (from: number, by: 1 | -1) => {
    const name = views[from]?.name ?? '';
    actions.order(moved(views, from, by), () => announce(t('arrange.moved', { name, place: from + by + 1 })));
  };
  const undo = ({ view, place }: Removed) => {
    const { id: _id, ...rest } = view;
    actions.save({ ...rest, id: null }, (saved) => actions.order(views.toSpliced(place, 0, saved)));
    setRemoved(null);
  };
  return (
    <>
      {views.length === 0 && removed === null && <p>{t('none')}</p>}
      <ul className="view-rows">
        {views.map((view, place) => {
          const { name, pinned, query } = view;
          const Kind = query.view === 'missed' ? IconPhoneX : IconPhone;
          const Pin = pinned ? IconPinFilled : IconPin;
          const isGone = accounts !== undefined && accountsLeft(view, accounts) !== 'all';
          return (
            <li key={view.id} className="view-row">
              <Kind size={16} stroke={1.75} aria-hidden />
              <NameField view={view} actions={actions} />
              {isGone && <span className="secondary">{t('goneShort')}</span>}
              <ViewButton
                label={t('arrange.pin', { name })}
                sign={<Pin size={16} stroke={1.75} aria-hidden />}
                pressed={pinned}
                onPress={() => actions.save({ ...view, pinned: !pinned })}
              />
              <ViewButton
                label={t('arrange.up', { name })}
                sign={<IconArrowUp size={16} stroke={1.75} aria-hidden />}
                disabled={place === 0}
                onPress={() => move(place, -1)}
              />
              <ViewButton
                label={t('arrange.down', { name })}
                sign={<IconArrowDown size={16} stroke={1.75} aria-hidden />}
                disabled={place === views.length - 1}
                onPress={() => move(place, 1)}
              />
              {shown !== null && (
                <ViewButton
                  label={t('arrange.replace', { name })}
                  sign={<IconReplace size={16} stroke={1.75} aria-hidden />}
                  onPress={() =>
                    actions.save({ ...view, query: shown }, () => announce(t('arrange.replaced', { name })))
                  }
                />
              )}
              <ViewButton
                label={t('arrange.remove', { name })}
                sign={<IconTrash size={16} stroke={1.75} aria-hidden />}
                onPress={() => actions.remove(view, () => setRemoved({ view, place }))}
              />
            </li>
          );
        })}
      </ul>
      <div role="status">
        {removed !== null && (
          <p className="view-removed">
            <span>{t('arrange.removed', { name: removed.view.name })}</span>
            <button
              type="button"
              className="view-undo"
              // The button that deleted is gone, and with it the focus: undoing is the next thing at hand.
              ref={(button) => button?.focus()}
              onClick={() => undo(removed)}
            >
              {t('arrange.undo')}
            </button>
          </p>
        )}
      </div>
    </>
  );
}
