import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call, CallStep, Line } from '../../domain/call.ts';
import type { Formats } from '../formats/formats.ts';
import { useFormats } from '../formats/use-formats.ts';

/** A piece of text about a call; `figures` for numbers, which never wrap and whose digits stand in columns. */
export interface Piece {
  readonly text: string;
  readonly figures: boolean;
}

/** How calls are told in the language in force. */
export interface CallWords {
  readonly formats: Formats;
  /** Who is at the other end: name, else company, else number, else that it is hidden. */
  readonly title: (call: Call) => Piece;
  /** The other end's number as its country writes it; null when withheld. */
  readonly number: (call: Call) => string | null;
  /** What stands under the title: number, line, agent, teams. */
  readonly secondary: (call: Call) => Piece[];
  /** Direction and outcome: `Incoming, missed`. */
  readonly sign: (call: Call) => string;
  readonly line: (line: Line) => string | null;
  /** Whom a step of the call's story is about; null when it is about nobody. */
  readonly who: (call: Call, step: CallStep) => string | null;
  /** Time of day to the second: a story of some seconds is told by it. */
  readonly clock: (at: number) => string;
  readonly wait: (seconds: number) => string;
  readonly talk: (seconds: number) => string;
}

const plain = (text: string): Piece => ({ text, figures: false });
const inFigures = (text: string): Piece => ({ text, figures: true });

export function createCallWords(t: TFunction<'calls'>, formats: Formats): CallWords {
  const number = ({ remote }: Call) => {
    const text = remote.e164 ?? remote.raw;
    return remote.hidden || text === '' ? null : formats.phone(text);
  };
  const nameOf = ({ remote }: Call) => remote.name ?? remote.organisation;
  const line = ({ name, number: lineNumber }: Line) =>
    name ?? (lineNumber === null ? null : formats.phone(lineNumber));
  const outcome = (call: Call) => {
    if (call.state !== 'ended') return t(`state.${call.state}`);
    if (call.outcome === 'missed' && call.direction !== 'in') return t('notAnswered');
    return t(`outcome.${call.outcome ?? 'other'}`);
  };
  const clock = new Intl.DateTimeFormat(formats.locale, { timeStyle: 'medium' });
  return {
    formats,
    number,
    line,
    who: ({ direction }, { kind, who }) => {
      if (who !== null) return formats.phone(who);
      // A caller of whom nothing is told kept their number back.
      return kind === 'started' && direction === 'in' ? t('hidden') : null;
    },
    clock: (at) => clock.format(at),
    title: (call) => {
      const name = nameOf(call);
      if (name !== null) return plain(name);
      const known = number(call);
      return known === null ? plain(t('hidden')) : inFigures(known);
    },
    secondary: (call) => {
      const known = nameOf(call) === null ? null : number(call);
      const ownLine = call.line === null ? null : line(call.line);
      return [
        ...(known === null ? [] : [inFigures(known)]),
        ...(ownLine === null ? [] : [{ text: ownLine, figures: call.line?.name === null }]),
        ...(call.agent === null ? [] : [plain(call.agent.name)]),
        ...call.teams.map((team) => plain(team.name)),
      ];
    },
    sign: (call) => t('sign', { direction: t(`direction.${call.direction}`), outcome: outcome(call) }),
    wait: (seconds) => t('row.wait', { duration: formats.spokenDuration(seconds) }),
    talk: (seconds) => t('row.talk', { duration: formats.spokenDuration(seconds) }),
  };
}

/** One set of words for a whole list: rows take it as a prop and need no translator of their own. */
export function useCallWords(): CallWords {
  const { t } = useTranslation('calls');
  const formats = useFormats();
  return useMemo(() => createCallWords(t, formats), [t, formats]);
}
