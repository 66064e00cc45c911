import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAlert } from '../../domain/live.ts';
import type { CallWay, LiveCall } from '../../domain/switchboard.ts';
import type { Piece } from '../calls/call-words.ts';
import type { Formats } from '../formats/formats.ts';
import { useFormats } from '../formats/use-formats.ts';

/** How running calls are told in the language in force. */
export interface LiveWords {
  readonly formats: Formats;
  /** Who is at the other end: name, else number, else that it is hidden. */
  readonly who: (call: LiveCall) => Piece;
  /** Their number as its country writes it; null when withheld. */
  readonly number: (call: LiveCall) => string | null;
  /** What the call does now. `people`: names of colleagues it rings at or who talk. */
  readonly state: (call: LiveCall, people: readonly string[]) => string;
  /** What a call that is over did last, and when. */
  readonly over: (alert: CallAlert) => string;
  /** One station of the way it came. */
  readonly way: (way: CallWay) => string;
}

const wayKeys = {
  line: 'way.line',
  ivr: 'way.ivr',
  queue: 'way.queue',
  team: 'way.team',
  'forwarded-from': 'way.forwardedFrom',
  'transferred-by': 'way.transferredBy',
} as const;

export function createLiveWords(
  t: TFunction<'live'>,
  hidden: string,
  unknown: (direction: LiveCall['direction']) => string,
  formats: Formats,
): LiveWords {
  const number = ({ remote }: LiveCall) => (remote.number === null ? null : formats.phone(remote.number));
  const several = ([who, ...others]: readonly string[]): string | null => {
    if (who === undefined) return null;
    return others.length === 0 ? who : t('people', { who, count: others.length });
  };
  return {
    formats,
    number,
    who: (call) => {
      if (call.remote.name !== null) return { text: call.remote.name, figures: false };
      const known = number(call);
      if (known !== null) return { text: known, figures: true };
      return { text: call.direction === 'in' ? hidden : unknown(call.direction), figures: false };
    },
    state: ({ state }, people) => {
      const who = several(people);
      switch (state) {
        case 'ringing':
          return who === null ? t('state.ringing') : t('state.ringingAt', { who });
        case 'talking':
          return who === null ? t('state.talking') : t('state.talkingTo', { who });
        case 'held':
          return t('state.held');
      }
    },
    over: ({ call, overAt }) => {
      const time = formats.time(overAt ?? 0);
      return call.state === 'ringing' ? t('state.unanswered', { time }) : t('state.over', { time });
    },
    way: ({ kind, name }) => t(wayKeys[kind], { name: formats.phone(name) }),
  };
}

export function useLiveWords(): LiveWords {
  const { t } = useTranslation('live');
  const { t: calls } = useTranslation('calls');
  const { t: switchboard } = useTranslation('switchboard');
  const formats = useFormats();
  return useMemo(
    () =>
      createLiveWords(t, calls('hidden'), (direction) => switchboard(`callUnknown.${direction}`), formats),
    [t, calls, switchboard, formats],
  );
}
