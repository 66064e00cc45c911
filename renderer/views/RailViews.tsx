import './views.css';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallCount } from '../../domain/call.ts';
import type { SavedView } from '../../domain/saved-view.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNavigation } from '../navigation.tsx';
import { useOperation } from '../queries.ts';
import { useOpenedView, usePinnedViews } from './use-saved-views.ts';
import { useViewActions } from './use-view-actions.ts';
import { accountsLeft } from './view-state.ts';

interface RailViewProps {
  readonly view: SavedView;
  readonly count: CallCount | undefined;
  readonly isCurrent: boolean;
  readonly isGone: boolean;
  /** From 1; the first nine have a key. */
  readonly place: number;
}

function RailView({ view, count, isCurrent, isGone, place }: RailViewProps) {
  const { t } = useTranslation('views');
  const { t: calls } = useTranslation('calls');
  const formats = useFormats();
  const { open } = useViewActions();
  const { name } = view;
  const label = () => {
    if (isGone) return t('gone', { name });
    if (count === undefined) return t('uncounted', { name });
    const words = calls('count', { count: count.count });
    return t(count.exact ? 'count' : 'countMore', { name, calls: words });
  };
  const short = () => {
    if (isGone || count === undefined) return '–';
    return formats.shortNumber(count.count) + (count.exact ? '' : '+');
  };
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="rail-view"
        aria-current={isCurrent ? 'page' : undefined}
        aria-label={label()}
        aria-keyshortcuts={place <= 9 ? `Alt+${place}` : undefined}
        title={label()}
        onClick={() => open(view)}
      >
        <span className="rail-view-name">{name}</span>
        <span className="rail-view-count figures">{short()}</span>
      </button>
    </li>
  );
}

/** The pinned views with their counts, under the lists they are views of. Scrolls where the window is low. */
export function RailViews({ counts }: { readonly counts: ReadonlyMap<string, CallCount> }) {
  const { t } = useTranslation('views');
  const { screen } = useNavigation();
  const views = usePinnedViews();
  const opened = useOpenedView();
  const accounts = useOperation('accounts.list', {}).data?.map(({ id }) => id);
  if (views.length === 0) return null;
  return (
    <ul className="rail-views" aria-label={t('pinned')}>
      {views.map((view, index) => (
        <RailView
          key={view.id}
          view={view}
          place={index + 1}
          count={counts.get(view.id)}
          isCurrent={opened?.id === view.id && view.query.view === screen}
          isGone={accounts !== undefined && accountsLeft(view, accounts) === 'none'}
        />
      ))}
    </ul>
  );
}
