import {
  IconArrowDownLeft,
  IconArrowsHorizontal,
  IconArrowUpRight,
  IconPlayerPause,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { AccountColour } from '../../domain/account.ts';
import type { LiveCall, Person } from '../../domain/switchboard.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import { initialsOf } from './initials.ts';
import { PresenceMark } from './PresenceMark.tsx';
import { RunningTime } from './RunningTime.tsx';
import type { SwitchboardWords } from './switchboard-words.ts';

interface PersonCardProps {
  readonly id: string;
  readonly cardKey: string;
  readonly person: Person;
  readonly call: LiveCall | undefined;
  readonly colour: AccountColour | undefined;
  readonly words: SwitchboardWords;
  readonly column: number;
  readonly isActive: boolean;
  /** Shown as it was when the account was last read: no timer runs. */
  readonly isStale: boolean;
}

const arrows = { in: IconArrowDownLeft, out: IconArrowUpRight, internal: IconArrowsHorizontal } as const;

/** One person: what they do now, with whom, and for how long. */
export const PersonCard = memo(function PersonCard(props: PersonCardProps) {
  const { id, cardKey, person, call, colour, words, column, isActive, isStale } = props;
  const since = call ? call.startedAt : person.since;
  const isHeld = call?.state === 'held';
  const Arrow = call && (isHeld ? IconPlayerPause : arrows[call.direction]);
  return (
    <div
      id={id}
      className="person-card"
      role="gridcell"
      aria-colindex={column + 1}
      data-card={cardKey}
      data-presence={person.presence}
      data-active={isActive || undefined}
      data-held={isHeld || undefined}
      data-stale={isStale || undefined}
      {...(colour && { style: { borderInlineStartColor: accountColour(colour) } })}
    >
      <span className="person-initials" aria-hidden="true">
        {initialsOf(person.name)}
        <PresenceMark presence={person.presence} />
      </span>
      <span className="person-name">{person.name}</span>
      {person.extension !== null && (
        <span className="person-extension secondary figures">{words.extension(person.extension)}</span>
      )}
      <span className="person-state">
        {call && Arrow ? (
          <>
            <span className="visually-hidden">{words.presence(person.presence)}, </span>
            <Arrow size={13} stroke={2.25} aria-hidden="true" />
            {isHeld && <span>{words.held}</span>}
            <span className="person-remote">{words.callWith(call)}</span>
          </>
        ) : (
          words.presence(person.presence)
        )}
      </span>
      <span className="person-time">{since !== null && !isStale && <RunningTime since={since} />}</span>
      <span className="visually-hidden">{words.ownWord(person)}</span>
    </div>
  );
});
