import {
  type Icon,
  IconAlertTriangle,
  IconArrowDownLeft,
  IconArrowsHorizontal,
  IconArrowUpRight,
  IconBan,
  IconPhone,
  IconPhoneCall,
  IconPhoneOff,
  IconPhonePause,
  IconPhoneRinging,
  IconPhoneX,
  IconQuestionMark,
  IconRecordMail,
} from '@tabler/icons-react';
import type { Call, Direction, Outcome } from '../../domain/call.ts';

type Glyph = Outcome | 'ringing' | 'ongoing';
type Tone = 'neutral' | 'missed' | 'waiting' | 'live';

const glyphs: Record<Glyph, Icon> = {
  answered: IconPhone,
  missed: IconPhoneX,
  voicemail: IconRecordMail,
  abandoned: IconPhoneOff,
  busy: IconPhonePause,
  failed: IconAlertTriangle,
  blocked: IconBan,
  other: IconQuestionMark,
  ringing: IconPhoneRinging,
  ongoing: IconPhoneCall,
};

const arrows: Record<Direction, Icon> = {
  in: IconArrowDownLeft,
  out: IconArrowUpRight,
  internal: IconArrowsHorizontal,
};

const glyphOf = (call: Call): Glyph => {
  if (call.state === 'ringing' || call.state === 'ongoing') return call.state;
  return call.outcome ?? 'other';
};

/** Red is for callers who were lost; an unanswered call of our own is nobody's loss. */
const toneOf = (call: Call): Tone => {
  if (call.state === 'ringing') return 'waiting';
  if (call.state === 'ongoing') return 'live';
  const lost = call.outcome === 'missed' || call.outcome === 'abandoned';
  return lost && call.direction === 'in' ? 'missed' : 'neutral';
};

interface CallSignProps {
  readonly call: Call;
  /** What it shows in words; left out where they stand beside it. */
  readonly label?: string;
}

/** Direction and outcome by shape (arrow and glyph) as well as colour. */
export function CallSign({ call, label }: CallSignProps) {
  const OutcomeGlyph = glyphs[glyphOf(call)];
  const Arrow = arrows[call.direction];
  return (
    <span
      className="call-sign"
      data-tone={toneOf(call)}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <OutcomeGlyph size={17} stroke={1.75} />
      <span className="call-sign-arrow">
        <Arrow size={11} stroke={2.75} />
      </span>
    </span>
  );
}
