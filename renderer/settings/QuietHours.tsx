import { Switch, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, hoursOf, type QuietHours as Hours, usualHours } from './quiet-hours.ts';
import { SettingRow } from './SettingRow.tsx';

interface TimesProps {
  readonly value: Hours;
  readonly onChange: (hours: Hours) => void;
}

/** From and to. What is half typed or ends before it begins is said, and the last whole hours stay in force. */
function Times({ value, onChange }: TimesProps) {
  const { t } = useTranslation('settings');
  const [from, setFrom] = useState(() => fieldOf(value.from));
  const [to, setTo] = useState(() => fieldOf(value.to));
  const errorId = useId();
  const isWrong = hoursOf(from, to) === null;
  const keep = (nextFrom: string, nextTo: string) => {
    setFrom(nextFrom);
    setTo(nextTo);
    const hours = hoursOf(nextFrom, nextTo);
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
          aria-label={t('quietFrom')}
          value={from}
          onChange={(event) => keep(event.currentTarget.value, to)}
        />
        <span aria-hidden>–</span>
        <TextInput
          {...field}
          aria-label={t('quietTo')}
          value={to}
          onChange={(event) => keep(from, event.currentTarget.value)}
        />
      </div>
      <p id={errorId} className="quiet-wrong" role="status">
        {isWrong && t('quietWrong')}
      </p>
    </div>
  );
}

interface QuietHoursProps {
  /** Null: the past is read whenever. */
  readonly value: Hours | null;
  readonly onChange: (hours: Hours | null) => void;
}

/** Whether and when the past is left alone, so that working hours have the company's limit to themselves. */
export function QuietHours({ value, onChange }: QuietHoursProps) {
  const { t } = useTranslation('settings');
  return (
    <>
      <SettingRow name={t('quietHours')} why={t('quietHoursWhy')}>
        {(labelId, whyId) => (
          <Switch
            aria-labelledby={labelId}
            aria-describedby={whyId}
            checked={value !== null}
            onChange={(event) => onChange(event.currentTarget.checked ? usualHours : null)}
          />
        )}
      </SettingRow>
      {value !== null && (
        <SettingRow name={t('quietTimes')} why={t('quietTimesWhy')}>
          {() => <Times value={value} onChange={onChange} />}
        </SettingRow>
      )}
    </>
  );
}
