import './keeping.css';
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestTypedNumber } from '../../domain/keeping.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useOperation } from '../queries.ts';
import { ErasePersonFound } from './ErasePersonFound.tsx';

interface EraseStepsProps {
  /** What to begin with; empty to be asked. */
  readonly number: string;
  readonly onClose: () => void;
}

/** The number as it can be asked for, or null: at least three digits. */
const askable = (typed: string): string | null => {
  const number = typed.trim();
  const isLongEnough = (number.match(/\d/gu)?.length ?? 0) >= 3;
  return isLongEnough && number.length <= longestTypedNumber ? number : null;
};

/** First a number, then what is stored of it. */
export function EraseSteps({ number, onClose }: EraseStepsProps) {
  const { t } = useTranslation('keeping');
  const { t: common } = useTranslation();
  const [typed, setTyped] = useState(number);
  const [asked, setAsked] = useState(() => askable(number));
  const [isWrong, setWrong] = useState(false);
  const person = useOperation(
    'people.find',
    { number: asked ?? '' },
    // What is about to be erased is always counted anew.
    { enabled: asked !== null, gcTime: 0, staleTime: 0 },
  );

  if (asked !== null && person.data) {
    return (
      <ErasePersonFound
        asked={asked}
        person={person.data}
        onAnother={() => setAsked(null)}
        onClose={onClose}
      />
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const next = askable(typed);
    setWrong(next === null);
    setAsked(next);
    if (next !== null && next === asked) void person.refetch();
  };
  return (
    <form className="keeping-form" onSubmit={submit} noValidate>
      <p>{t('erase.lead')}</p>
      <TextInput
        data-autofocus
        type="tel"
        label={t('erase.number')}
        description={t('erase.numberWhy')}
        value={typed}
        maxLength={longestTypedNumber}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isWrong && t('erase.wrong')}
      />
      {person.error && <FailureNotice failure={person.error.failure} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button type="submit" loading={person.isFetching}>
          {t('erase.find')}
        </Button>
      </div>
    </form>
  );
}
