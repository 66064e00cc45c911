import './tables.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** A grid track: `minmax(0, 2fr)`, `80px`. */
  readonly track: string;
  readonly figures?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The colour of the row's 3 px edge. */
  readonly edgeOf: (row: Row) => string | undefined;
}

const rowHeight = 40;

/** A table of any length whose head stays in sight; only the rows near the viewport exist. */
export function VirtualTable<Row>({ label, columns, rows, keyOf, edgeOf }: VirtualTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- a warning for React Compiler, which is not used
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const gridTemplateColumns = columns.map(({ track }) => track).join(' ');
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <div ref={scroller} className="table-scroller" tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
        <div role="rowgroup" className="table-head">
          <div role="row" aria-rowindex={1} className="table-row" style={{ gridTemplateColumns }}>
            {columns.map((column) => (
              <span key={column.key} role="columnheader" data-figures={column.figures ?? undefined}>
                {column.header}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="table-body" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={keyOf(row)}
                role="row"
                aria-rowindex={item.index + 2}
                className="table-row"
                style={{
                  gridTemplateColumns,
                  transform: `translateY(${item.start}px)`,
                  borderInlineStartColor: edgeOf(row),
                }}
              >
                {columns.map((column) => (
                  <span key={column.key} role="cell" data-figures={column.figures ?? undefined}>
                    {column.cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
