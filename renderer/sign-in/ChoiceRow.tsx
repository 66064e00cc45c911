import './sign-in.css';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface ChoiceRowProps {
  /** A sign or an initial. */
  readonly sign: ReactNode;
  readonly name: string;
  /** One line: when to take it. */
  readonly when: string;
  readonly onChoose: () => void;
  /** Has the focus when the dialog it is in opens. */
  readonly isFirst?: boolean;
}

/** One of several things to choose from, as a list item. */
export function ChoiceRow({ sign, name, when, onChoose, isFirst = false }: ChoiceRowProps) {
  return (
    <li>
      <button
        type="button"
        className="choice-button"
        data-autofocus={isFirst || undefined}
        onClick={onChoose}
      >
        <span className="choice-sign" aria-hidden>
          {sign}
        </span>
        <span className="choice-words">
          <span className="choice-name">{name}</span> <span className="choice-when">{when}</span>
        </span>
        <IconChevronRight size={18} stroke={1.75} aria-hidden />
      </button>
    </li>
  );
}
