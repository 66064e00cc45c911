import { memo } from 'react';
import type { AccountColour, AccountId } from '../../domain/account.ts';
import type { Call, CallId } from '../../domain/call.ts';
import type { Needle } from '../../domain/folding.ts';
import { CallRow, type RowLabels } from './CallRow.tsx';
import { SkeletonRow } from './SkeletonRow.tsx';
import type { CallWords } from './call-words.ts';

/** What every row of the list is drawn with. */
export interface RowFacts {
  readonly callAt: (row: number) => Call | undefined;
  readonly joinedAt: (row: number) => number;
  /** Rows that came in above since the list was opened: with it a call keeps its element when others push it down. */
  readonly slid: number;
  readonly openId: CallId | null;
  readonly words: CallWords;
  readonly needles: readonly Needle[];
  readonly labels: RowLabels;
  readonly now: number;
  readonly colourOf: (accountId: AccountId) => AccountColour | undefined;
}

interface CallBlockProps extends RowFacts {
  /** Its rows, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** Px from the top of the day. */
  readonly top: number;
  readonly rowHeight: number;
  /** Position of its first row for assistive technology. */
  readonly ariaIndex: number;
  /** The row where the keys are, if it is one of these. */
  readonly active: number | null;
}

/**
 * A few rows that the browser lays out and paints apart from all others: rows that come and go while the list is scrolled
 * cost only themselves.
 */
export const CallBlock = memo(function CallBlock(props: CallBlockProps) {
  const { from, to, top, rowHeight, callAt, active, slid, openId, words, needles, labels, now } = props;
  const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return (
    <div role="presentation" className="call-block" style={{ top, height: rows.length * rowHeight }}>
      {rows.map((row) => {
        const call = callAt(row);
        const ariaIndex = props.ariaIndex + row - from;
        const isActive = row === active;
        const place = row - slid;
        return call === undefined ? (
          <SkeletonRow key={place} {...{ row, place, ariaIndex, isActive }} />
        ) : (
          <CallRow
            key={place}
            {...{ row, place, ariaIndex, call, words, needles, labels, now, isActive }}
            joined={props.joinedAt(row)}
            colour={props.colourOf(call.accountId)}
            isSelected={call.id === openId}
          />
        );
      })}
    </div>
  );
});
