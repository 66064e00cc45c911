import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/Dialog.tsx';
import { EraseContext } from './erase-context.ts';
import { EraseSteps } from './EraseSteps.tsx';

/** Holds the one dialog that erases a person, for the detail pane, the settings and the palette. */
export function ErasePersonProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('keeping');
  const [question, setQuestion] = useState<{ readonly number: string } | null>(null);
  const open = useCallback((number = '') => setQuestion({ number }), []);
  const close = () => setQuestion(null);
  return (
    <EraseContext value={open}>
      {children}
      <Dialog opened={question !== null} onClose={close} width={480} title={t('erase.title')}>
        {question && <EraseSteps number={question.number} onClose={close} />}
      </Dialog>
    </EraseContext>
  );
}
