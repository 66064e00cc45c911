import {
  IconCopy,
  IconExternalLink,
  IconHourglassEmpty,
  IconLink,
  IconMicrophone,
  IconNote,
  IconPhone,
} from '@tabler/icons-react';
import { Fragment, memo, type ReactNode } from 'react';
import type { AccountColour } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import type { Needle } from '../../domain/folding.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import './call-joins.css';
import { CallSign } from './CallSign.tsx';
import { foundIn } from './found-text.ts';
import type { CallWords, Piece } from './call-words.ts';

/** What pressing one of a row's buttons asks for; the grid listens once for all rows. */
export type RowAction = 'copy' | 'open';

/** Texts that all rows share, translated once. */
export interface RowLabels {
  readonly copy: string;
  readonly openIn: (call: Call) => string;
  readonly recorded: string;
  readonly voicemail: string;
  readonly notes: (count: number) => string;
  /** `count`: all calls of the story. */
  readonly joined: (count: number) => string;
}

interface CallRowProps {
  readonly row: number;
  /** The row's number when the list was opened: it stays with the call while others push it down. */
  readonly place: number;
  readonly ariaIndex: number;
  readonly call: Call;
  /** Other calls of its story. */
  readonly joined: number;
  readonly colour: AccountColour | undefined;
  readonly words: CallWords;
  /** What was searched for. */
  readonly needles: readonly Needle[];
  readonly labels: RowLabels;
  /** Rounded by the caller, so that rows are drawn again once in a while only. */
  readonly now: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

/** Id of a row's element, by its place. */
export const rowId = (place: number): string => `call-row-${place}`;

/** A text with what was searched for marked in it. */
function marked(text: string, needles: readonly Needle[]): ReactNode {
  if (needles.length === 0) return text;
  let at = 0;
  const pieces = foundIn(text, needles).map(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return (
      <Fragment key={from}>
        {before}
        <mark className="call-found">{text.slice(from, to)}</mark>
      </Fragment>
    );
  });
  return pieces.length === 0 ? text : [...pieces, text.slice(at)];
}

const Text = ({ piece, needles }: { readonly piece: Piece; readonly needles: readonly Needle[] }) => (
  <span className={piece.figures ? 'phone' : undefined}>{marked(piece.text, needles)}</span>
);

/** One call of the list. */
export const CallRow = memo(function CallRow(props: CallRowProps) {
  const { row, place, ariaIndex, call, colour, words, needles, labels, now, isActive, isSelected } = props;
  const { formats } = words;
  const tab = isActive ? 0 : -1;
  return (
    <div
      id={rowId(place)}
      className="call-row"
      role="row"
      aria-rowindex={ariaIndex}
      aria-selected={isSelected}
      data-row={row}
      data-active={isActive || undefined}
      style={colour === undefined ? undefined : { borderInlineStartColor: accountColour(colour) }}
    >
      <div className="call-who" role="gridcell">
        <CallSign call={call} label={words.sign(call)} />
        <span className="call-name">
          <Text piece={words.title(call)} needles={needles} />
        </span>
        <span className="call-facts secondary">
          {words.secondary(call).map((piece, index) => (
            <Text key={index} {...{ piece, needles }} />
          ))}
        </span>
        <span className="call-marks">
          {props.joined > 0 && (
            <span className="call-joined" role="img" aria-label={labels.joined(props.joined + 1)}>
              <IconLink size={14} stroke={1.75} aria-hidden />
              <span aria-hidden="true">{props.joined + 1}</span>
            </span>
          )}
          {call.hasRecording && (
            <IconMicrophone size={14} stroke={1.75} role="img" aria-label={labels.recorded} />
          )}
          {call.notes.length > 0 && (
            <IconNote size={14} stroke={1.75} role="img" aria-label={labels.notes(call.notes.length)} />
          )}
          {call.tags.slice(0, 2).map((tag) => (
            <span key={tag.id} className="call-tag">
              {marked(tag.name, needles)}
            </span>
          ))}
        </span>
      </div>
      <div className="call-durations figures" role="gridcell">
        {call.talkSeconds !== null && <Duration kind="talk" seconds={call.talkSeconds} words={words} />}
        {call.waitSeconds !== null && <Duration kind="wait" seconds={call.waitSeconds} words={words} />}
      </div>
      <div className="call-time figures" role="gridcell" title={formats.exact(call.startedAt)}>
        <span>{formats.time(call.startedAt)}</span>
        <span className="call-ago secondary">{formats.relative(Math.min(call.startedAt, now), now)}</span>
      </div>
      <div className="call-actions" role="gridcell">
        <button
          type="button"
          className="call-action"
          data-action="copy"
          tabIndex={tab}
          aria-label={labels.copy}
          title={labels.copy}
          disabled={words.number(call) === null}
        >
          <IconCopy size={16} stroke={1.75} />
        </button>
        <button
          type="button"
          className="call-action"
          data-action="open"
          tabIndex={tab}
          aria-label={labels.openIn(call)}
          title={labels.openIn(call)}
          disabled={call.providerPage === null}
        >
          <IconExternalLink size={16} stroke={1.75} />
        </button>
      </div>
    </div>
  );
});

function Duration(props: {
  readonly kind: 'wait' | 'talk';
  readonly seconds: number;
  readonly words: CallWords;
}) {
  const { kind, seconds, words } = props;
  const Sign = kind === 'wait' ? IconHourglassEmpty : IconPhone;
  return (
    <span className="call-duration" data-kind={kind} role="img" aria-label={words[kind](seconds)}>
      <Sign size={13} stroke={1.75} />
      {words.formats.duration(seconds)}
    </span>
  );
}
