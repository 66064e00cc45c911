import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterPatience } from '../parts/SkeletonRows.tsx';
import { rowId } from './CallRow.tsx';

/** The shapes of a row's texts; uneven, as names are, and the same every time. */
function Bones({ row }: { readonly row: number }) {
  return (
    <>
      <span className="call-who">
        <span className="call-sign" />
        <span className="call-name">
          <span className="call-bone" style={{ width: 110 + ((row * 37) % 90) }} />
        </span>
        <span className="call-facts">
          <span className="call-bone" style={{ width: 190 + ((row * 53) % 140) }} />
        </span>
      </span>
      <span className="call-durations">
        <span className="call-bone" style={{ width: 40 }} />
      </span>
      <span className="call-time">
        <span className="call-bone" style={{ width: 38 }} />
      </span>
    </>
  );
}

interface SkeletonRowProps {
  readonly row: number;
  /** See `CallRow`. */
  readonly place: number;
  readonly ariaIndex: number;
  readonly isActive: boolean;
}

/** A row whose call is on its way: the shape of a row, nothing to read. */
export const SkeletonRow = memo(function SkeletonRow(props: SkeletonRowProps) {
  const { row, place, ariaIndex, isActive } = props;
  return (
    <div
      id={rowId(place)}
      className="call-row call-row-waiting"
      role="row"
      aria-rowindex={ariaIndex}
      aria-busy="true"
      data-row={row}
      data-active={isActive || undefined}
    >
      <div role="gridcell" className="call-row-cell">
        <Bones row={row} />
      </div>
    </div>
  );
});

/** A whole list that is on its way, from 150 ms of waiting on. */
export function SkeletonList({ rowHeight }: { readonly rowHeight: number }) {
  const { t } = useTranslation('calls');
  return (
    <AfterPatience>
      <div className="call-list" data-density={rowHeight < 40 ? 'compact' : 'comfortable'} role="status">
        <span className="visually-hidden">{t('loading')}</span>
        <div className="call-canvas call-skeletons" aria-hidden="true">
          {Array.from({ length: 20 }, (_, row) => (
            <div key={row} className="call-row call-row-waiting">
              <Bones row={row} />
            </div>
          ))}
        </div>
      </div>
    </AfterPatience>
  );
}
