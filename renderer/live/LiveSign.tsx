import './live.css';
import {
  type Icon,
  IconArrowDownLeft,
  IconArrowsHorizontal,
  IconArrowUpRight,
  IconPhoneCall,
  IconPhoneEnd,
  IconPhonePause,
  IconPhoneRinging,
} from '@tabler/icons-react';
import type { LiveCall } from '../../domain/switchboard.ts';

/** What a call does; `over` while it is still told of. */
export type LiveState = LiveCall['state'] | 'over';

const glyphs: Readonly<Record<LiveState, Icon>> = {
  ringing: IconPhoneRinging,
  talking: IconPhoneCall,
  held: IconPhonePause,
  over: IconPhoneEnd,
};
const arrows = { in: IconArrowDownLeft, out: IconArrowUpRight, internal: IconArrowsHorizontal } as const;

interface LiveSignProps {
  readonly state: LiveState;
  readonly direction: LiveCall['direction'];
}

/** State and direction by shape as well as colour. Decorative: the words stand beside it. */
export function LiveSign({ state, direction }: LiveSignProps) {
  const Glyph = glyphs[state];
  const Arrow = arrows[direction];
  return (
    <span className="live-sign" data-state={state} aria-hidden="true">
      <Glyph size={17} stroke={1.75} />
      <span className="live-sign-arrow">
        <Arrow size={11} stroke={2.75} />
      </span>
    </span>
  );
}
