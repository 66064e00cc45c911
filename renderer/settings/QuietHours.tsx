import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HoursFields } from './HoursFields.tsx';
import { type QuietHours as Hours, usualHours } from './quiet-hours.ts';
import { SettingRow } from './SettingRow.tsx';

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
          {() => (
            <HoursFields
              fromLabel={t('quietFrom')}
              toLabel={t('quietTo')}
              wrong={t('quietWrong')}
              {...{ value, onChange }}
            />
          )}
        </SettingRow>
      )}
    </>
  );
}
