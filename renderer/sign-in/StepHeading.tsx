import './sign-in.css';
import { createContext, type ReactNode, use, useEffect, useRef } from 'react';

/** Where the steps are shown: on a page of their own, or in a dialog that already has a title. */
export const StepPlace = createContext<'page' | 'dialog'>('page');

interface StepHeadingProps {
  readonly children: string;
  /** Whether the focus goes to it: yes, unless the step has a first field to go to. */
  readonly focused?: boolean;
}

/** The heading of a step. Takes the focus, so that a screen reader says where one is and Tab goes on from there. */
export function StepHeading({ children, focused = true }: StepHeadingProps): ReactNode {
  const place = use(StepPlace);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) heading.current?.focus();
  }, [focused, children]);
  // A dialog that has just opened puts the focus on what is marked so.
  const common = { ref: heading, tabIndex: -1, 'data-autofocus': focused || undefined };
  return place === 'page' ? (
    <h1 {...common} className="page-title step-heading">
      {children}
    </h1>
  ) : (
    <h3 {...common} className="step-heading">
      {children}
    </h3>
  );
}

interface SubHeadingProps {
  readonly children: string;
  readonly id?: string;
  readonly className?: string;
}

/** A heading inside a step, one level below that of the step. */
export function SubHeading({ children, ...common }: SubHeadingProps): ReactNode {
  return use(StepPlace) === 'page' ? <h2 {...common}>{children}</h2> : <h4 {...common}>{children}</h4>;
}
