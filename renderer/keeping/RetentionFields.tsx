import { Checkbox, NumberInput, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { daysOf, offeredDays, type RetentionChoice, rowsOf } from './retention-choice.ts';

interface RetentionFieldsProps {
  readonly choice: RetentionChoice;
  readonly onChange: (choice: RetentionChoice) => void;
}

/** How long, and at most how many. */
export function RetentionFields({ choice, onChange }: RetentionFieldsProps) {
  const { t } = useTranslation('keeping');
  const formats = useFormats();
  // Typed numbers are grouped as everywhere else: by a comma in English, by a blank in Czech.
  const separator = formats.number(10_000).slice(2, 3);
  const change = (part: Partial<RetentionChoice>) => onChange({ ...choice, ...part });
  return (
    <>
      <Radio.Group label={t('retention.span')} value={choice.span} onChange={(span) => change({ span })}>
        <div className="retention-spans">
          <Radio value="all" label={t('retention.all')} />
          {offeredDays.map((days) => (
            <Radio key={days} value={String(days)} label={t('lastDays', { count: days })} />
          ))}
          <Radio value="custom" label={t('retention.custom')} />
        </div>
      </Radio.Group>
      {choice.span === 'custom' && (
        <NumberInput
          label={t('retention.days')}
          w={140}
          value={choice.customDays}
          onChange={(customDays) => change({ customDays })}
          min={1}
          max={3650}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          error={daysOf(choice) === 'wrong' && t('retention.wrongDays')}
          className="retention-more"
        />
      )}
      <Checkbox
        label={t('retention.limited')}
        checked={choice.isLimited}
        onChange={(event) => change({ isLimited: event.currentTarget.checked })}
      />
      {choice.isLimited && (
        <NumberInput
          label={t('retention.rows')}
          description={t('retention.rowsWhy')}
          w={220}
          value={choice.rows}
          onChange={(rows) => change({ rows })}
          min={100}
          max={100_000_000}
          step={1000}
          thousandSeparator={separator}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          error={rowsOf(choice) === 'wrong' && t('retention.wrongRows')}
          className="retention-more"
        />
      )}
    </>
  );
}
