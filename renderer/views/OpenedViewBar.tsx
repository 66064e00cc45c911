import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../announcer.tsx';
import { useDeskStore } from '../desk.tsx';
import { useOperation } from '../queries.ts';
import type { SavedView } from '../../domain/saved-view.ts';
import { useIsChanged } from './use-saved-views.ts';
import { useViewActions } from './use-view-actions.ts';
import { accountsLeft } from './view-state.ts';

function Changes({ view }: { readonly view: SavedView }) {
  const { t } = useTranslation('views');
  const announce = useAnnounce();
  const store = useDeskStore();
  const { save, reset } = useViewActions();
  const isChanged = useIsChanged(view);
  const { name } = view;
  const keep = () => {
    const query = store.read().lists[view.query.view];
    save({ ...view, query }, () => announce(t('saved', { name })));
  };
  if (!isChanged) return null;
  return (
    <>
      <span className="opened-view-changed">{t('changed')}</span>
      <button
        type="button"
        className="opened-view-act"
        aria-label={t('saveChangeLong', { name })}
        onClick={keep}
      >
        {t('saveChange')}
      </button>
      <button type="button" className="opened-view-act" onClick={() => reset(view)}>
        {t('back')}
      </button>
    </>
  );
}

/** Says which view is open and whether the list still is as it was saved, and offers to keep or to drop what differs. */
export function OpenedViewBar({ view }: { readonly view: SavedView | null }) {
  const { t } = useTranslation('views');
  return (
    <span className="opened-view" role="status">
      {view !== null && (
        <>
          <span className="visually-hidden">{t('opened', { name: view.name })}</span>
          <Changes view={view} />
        </>
      )}
    </span>
  );
}

/** Says that a view is no longer what it was saved for, where an account of it is gone. */
export function GoneAccounts({ view }: { readonly view: SavedView }) {
  const { t } = useTranslation('views');
  const accounts = useOperation('accounts.list', {}).data;
  if (accounts === undefined) return null;
  const left = accountsLeft(
    view,
    accounts.map(({ id }) => id),
  );
  if (left === 'all') return null;
  return (
    <p className="view-gone">
      <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
      {t(left === 'none' ? 'goneWhole' : 'gonePart')}
    </p>
  );
}
