import { MultiSelect, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import type { AlertRules } from '../../domain/live.ts';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useFormats } from '../formats/use-formats.ts';
import { foundOptions } from '../parts/found-options.ts';
import { useSwitchboard } from '../switchboard/use-switchboard.ts';
import { nightHours } from './quiet-hours.ts';
import { HoursFields } from './HoursFields.tsx';
import { SettingRow } from './SettingRow.tsx';

interface AlertRulesFieldsProps {
  readonly accountId: AccountId;
  readonly rules: AlertRules;
  readonly onChange: (change: Partial<AlertRules>) => void;
}

const whose = ['mine', 'everybody'] as const satisfies readonly AlertRules['whose'][];

const linesOf = ({ lines }: SwitchboardSnapshot) => lines;

/** The lines of an account that calls come in on, by name; chosen ones that are no longer told stay in the list. */
function useLines(accountId: AccountId, chosen: readonly string[]) {
  const formats = useFormats();
  const lines = useSwitchboard(linesOf) ?? [];
  const known = lines
    .filter((line) => line.accountId === accountId && line.kind === 'number')
    .map(({ id, name, number }) => ({
      value: id,
      label: number === null ? name : `${name} (${formats.phone(number)})`,
    }));
  const gone = chosen.filter((id) => known.every(({ value }) => value !== id));
  return [
    ...known.sort((a, b) => formats.compare(a.label, b.label)),
    ...gone.map((id) => ({ value: id, label: id })),
  ];
}

/** The rules for one account: which calls, on which lines, and when not. Every choice is in force at once. */
export function AlertRulesFields({ accountId, rules, onChange }: AlertRulesFieldsProps) {
  const { t } = useTranslation('settings');
  const lines = useLines(accountId, rules.lines);
  return (
    <>
      <SettingRow name={t('alerts.enabled')} why={t('alerts.enabledWhy')}>
        {(labelId, whyId) => (
          <Switch
            aria-labelledby={labelId}
            aria-describedby={whyId}
            checked={rules.enabled}
            onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
          />
        )}
      </SettingRow>
      {rules.enabled && (
        <>
          <SettingRow name={t('alerts.whose')} why={t('alerts.whoseWhy')}>
            {(labelId, whyId) => (
              <SegmentedControl
                aria-labelledby={labelId}
                aria-describedby={whyId}
                value={rules.whose}
                onChange={(value) => onChange({ whose: value })}
                data={whose.map((value) => ({ value, label: t(`alerts.${value}`) }))}
              />
            )}
          </SettingRow>
          {lines.length > 0 && (
            <SettingRow name={t('alerts.lines')} why={t('alerts.linesWhy')}>
              {(labelId, whyId) => (
                <MultiSelect
                  w={300}
                  aria-labelledby={labelId}
                  aria-describedby={whyId}
                  data={lines}
                  value={[...rules.lines]}
                  onChange={(value) => onChange({ lines: value })}
                  placeholder={rules.lines.length === 0 ? t('alerts.allLines') : ''}
                  searchable
                  filter={foundOptions}
                  clearable
                  clearButtonProps={{ 'aria-label': t('alerts.clearLines') }}
                  maxDropdownHeight={220}
                  nothingFoundMessage={t('alerts.noLine')}
                />
              )}
            </SettingRow>
          )}
          <SettingRow name={t('alerts.ownCalls')} why={t('alerts.ownCallsWhy')}>
            {(labelId, whyId) => (
              <Switch
                aria-labelledby={labelId}
                aria-describedby={whyId}
                checked={rules.duringOwnCalls}
                onChange={(event) => onChange({ duringOwnCalls: event.currentTarget.checked })}
              />
            )}
          </SettingRow>
          <SettingRow name={t('alerts.quiet')} why={t('alerts.quietWhy')}>
            {(labelId, whyId) => (
              <Switch
                aria-labelledby={labelId}
                aria-describedby={whyId}
                checked={rules.quietHours !== null}
                onChange={(event) =>
                  onChange({ quietHours: event.currentTarget.checked ? nightHours : null })
                }
              />
            )}
          </SettingRow>
          {rules.quietHours !== null && (
            <SettingRow name={t('alerts.quietTimes')} why={t('quietTimesWhy')}>
              {() => (
                <HoursFields
                  value={rules.quietHours ?? nightHours}
                  overMidnight
                  fromLabel={t('alerts.quietFrom')}
                  toLabel={t('alerts.quietTo')}
                  wrong={t('alerts.quietWrong')}
                  onChange={(quietHours) => onChange({ quietHours })}
                />
              )}
            </SettingRow>
          )}
        </>
      )}
    </>
  );
}
