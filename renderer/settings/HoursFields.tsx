import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { fieldOf, hoursOf, type QuietHours as Hours } from './quiet-hours.ts';

interface HoursFieldsProps {
  readonly value: Hours;
  /** Whether they may end on the next day. */
  readonly overMidnight?: boolean;
  readonly fromLabel: string;
  readonly toLabel: string;
  /** Said while the fields name no hours. */
  readonly wrong: string;
  readonly onChange: (hours: Hours) => void;
}

/** From and to. What is half typed or ends before it begins is said, and the last whole hours stay in force. */
export function HoursFields({
  value,
  overMidnight = false,
  fromLabel,
  toLabel,
  wrong,
  onChange,
}: HoursFieldsProps) {
  const [from, setFrom] = useState(() => fieldOf(value.from));
  const [to, setTo] = useState(() => fieldOf(value.to));
  const errorId = useId();
  const isWrong = hoursOf(from, to, overMidnight) === null;
  const keep = (nextFrom: string, nextTo: string) => {
    setFrom(nextFrom);
    setTo(nextTo);
    const hours = hoursOf(nextFrom, nextTo, overMidnight);
    if (hours !== null) onChange(hours);
  };
  const field = {
    // A time field would be in the computer's language, whatever the app speaks.
    type: 'text',
    inputMode: 'numeric',
    placeholder: '08:00',
    maxLength: 5,
    autoComplete: 'off',
    required: true,
    w: 90,
    error: isWrong,
    'aria-describedby': errorId,
  } as const;
  return (
    <div className="quiet-times">
      <div className="quiet-fields">
        <TextInput
          {...field}
          aria-label={fromLabel}
          value={from}
          onChange={(event) => keep(event.currentTarget.value, to)}
        />
        <span aria-hidden>–</span>
        <TextInput
          {...field}
          aria-label={toLabel}
          value={to}
          onChange={(event) => keep(from, event.currentTarget.value)}
        />
      </div>
      <p id={errorId} className="quiet-wrong" role="status">
        {isWrong && wrong}
      </p>
    </div>
  );
}
