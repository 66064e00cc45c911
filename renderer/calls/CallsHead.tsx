import { useTranslation } from 'react-i18next';
import { ExportButton } from '../exports/ExportButton.tsx';
import { GoneAccounts, OpenedViewBar } from '../views/OpenedViewBar.tsx';
import { useOpenedView } from '../views/use-saved-views.ts';
import { ViewsMenu } from '../views/ViewsMenu.tsx';
import { StaleMarker } from '../parts/StaleMarker.tsx';
import { useOperation } from '../queries.ts';
import type { CallCount, CallFilter } from '../../domain/call.ts';
import type { CallsView } from '../../domain/saved-view.ts';

interface CallsHeadProps {
  readonly view: CallsView;
  /** Calls in the list; undefined until any are known. */
  readonly total: CallCount | undefined;
  /** What the calls that are counted fit. */
  readonly filter: CallFilter;
}

/** `more than 1,200 calls` until they are counted. */
function CountWords({ view, total }: { readonly view: CallsView; readonly total: CallCount }) {
  const { t } = useTranslation('calls');
  const words = t(view === 'missed' ? 'missedCount' : 'count', { count: total.count });
  return total.exact ? words : t('moreThan', { calls: words });
}

/** What is shown and how much of it, and how old it is where an account can no longer be read. */
export function CallsHead({ view, total, filter }: CallsHeadProps) {
  const { t } = useTranslation('calls');
  const opened = useOpenedView();
  const title = t(view === 'missed' ? 'missedTitle' : 'title');
  const failing = useOperation('sync.read', {}).data?.filter(({ phase }) => phase === 'failed') ?? [];
  const oldest = failing.reduce<number | null>(
    (least, { lastSuccessAt }) =>
      least === null || lastSuccessAt === null ? null : Math.min(least, lastSuccessAt),
    Infinity,
  );
  return (
    <>
      <div className="calls-title">
        <h1 className="page-title" title={opened?.name}>
          {opened?.name ?? title}
        </h1>
        {total !== undefined && (
          <span className="calls-total figures">
            <CountWords view={view} total={total} />
          </span>
        )}
        <OpenedViewBar view={opened} />
        {failing.length > 0 && <StaleMarker takenAt={oldest} />}
        <ViewsMenu />
        <ExportButton filter={filter} total={total} />
      </div>
      {opened !== null && <GoneAccounts view={opened} />}
    </>
  );
}
