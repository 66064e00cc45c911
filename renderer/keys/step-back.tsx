import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { useKeys } from './use-keys.ts';

type Step = () => void;
interface Steps {
  /** Puts a step on top; returns its removal. */
  readonly add: (step: Step) => () => void;
}

const StepsContext = createContext<Steps | null>(null);

/** Makes Escape take back one thing at a time: the one that was opened last. */
export function StepBackProvider({ children }: { readonly children: ReactNode }) {
  const steps = useRef<Step[]>([]);
  const value = useMemo<Steps>(
    () => ({
      add: (step) => {
        steps.current = [...steps.current, step];
        return () => {
          steps.current = steps.current.filter((other) => other !== step);
        };
      },
    }),
    [],
  );
  useKeys({
    Escape: (event) => {
      const last = steps.current.at(-1);
      if (!last) return;
      event.preventDefault();
      last();
    },
  });
  return <StepsContext value={value}>{children}</StepsContext>;
}

/** While `active`, Escape runs `goBack` unless something that became active later comes first. */
export function useStepBack(active: boolean, goBack: () => void): void {
  const steps = use(StepsContext);
  const step = useEffectEvent(goBack);
  useEffect(() => (active ? steps?.add(() => step()) : undefined), [active, steps]);
}
