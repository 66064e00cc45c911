import './progress.css';
import { useTranslation } from 'react-i18next';
import type { BudgetReading } from '../../domain/account.ts';
import { budgetParts, shares } from './budget-parts.ts';

interface BudgetBarProps {
  readonly budget: BudgetReading;
  /** False where the limit is told beside it. */
  readonly tellsLimit?: boolean;
}

/** Who used how much of the company's limit in the last minute: a bar, and the same in words. */
export function BudgetBar({ budget, tellsLimit = true }: BudgetBarProps) {
  const { t } = useTranslation('progress');
  const parts = budgetParts(budget);
  const wide = shares(parts);
  return (
    <div className="budget">
      <div className="budget-bar" aria-hidden>
        <span className="budget-ours" style={{ width: `${wide.ours}%` }} />
        <span className="budget-others" style={{ width: `${wide.others}%` }} />
      </div>
      {tellsLimit && (
        <p className="budget-label secondary figures">{t('budget.label', { limit: parts.limit })}</p>
      )}
      <ul className="budget-legend secondary figures">
        <li>
          <span className="budget-key budget-ours" aria-hidden />
          {t('budget.ours', { requests: parts.ours })}
        </li>
        <li>
          <span className="budget-key budget-others" aria-hidden />
          {parts.others === null ? t('budget.othersUntold') : t('budget.others', { requests: parts.others })}
        </li>
        <li>
          <span className="budget-key" aria-hidden />
          {t('budget.free', { requests: parts.free })}
        </li>
      </ul>
    </div>
  );
}
