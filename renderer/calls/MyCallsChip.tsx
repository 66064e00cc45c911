import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOperation } from '../queries.ts';

interface MyCallsChipProps {
  readonly chosen: readonly string[];
  readonly onChange: (agents: string[]) => void;
}

/** Narrows the list to the person's own calls; only where a sign-in tells who that is. */
export function MyCallsChip({ chosen, onChange }: MyCallsChipProps) {
  const { t } = useTranslation('acting');
  const people = useOperation('me.read', {}).data?.people ?? [];
  const mine = [...new Set(people.flatMap(({ agentKeys }) => agentKeys))];
  if (mine.length === 0) return null;
  const isOn = mine.length === chosen.length && mine.every((key) => chosen.includes(key));
  return (
    <span className="filter-chip" data-on={isOn || undefined}>
      <button
        type="button"
        className="filter-chip-open"
        aria-pressed={isOn}
        onClick={() => onChange(isOn ? [] : mine)}
      >
        <IconUser size={14} stroke={2} aria-hidden />
        <span className="filter-chip-text">{t('me.calls')}</span>
      </button>
    </span>
  );
}
