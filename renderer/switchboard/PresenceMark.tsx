import './presence-mark.css';
import {
  type Icon,
  IconBellFilled,
  IconCheck,
  IconMinus,
  IconMoonFilled,
  IconPencil,
  IconPhoneFilled,
  IconPlayerPauseFilled,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { Presence } from '../../domain/switchboard.ts';

const signs: Readonly<Record<Presence, Icon>> = {
  'on-call': IconPhoneFilled,
  ringing: IconBellFilled,
  'wrap-up': IconPencil,
  available: IconCheck,
  paused: IconPlayerPauseFilled,
  'do-not-disturb': IconMinus,
  offline: IconMoonFilled,
  unknown: IconQuestionMark,
};

/** A state by shape as well as colour. Decorative: the state stands beside it in words. */
export function PresenceMark({ presence }: { readonly presence: Presence }) {
  const Sign = signs[presence];
  return (
    <span className="presence-mark" data-presence={presence} aria-hidden="true">
      <Sign size={10} stroke={3.5} />
    </span>
  );
}
