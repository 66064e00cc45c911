import type { CompanyBudget } from '../providers/budget.ts';
import type { AccountRecord } from './account-register.ts';
import { companyKeys } from './company.ts';

/** The budgets of companies: several accounts may spend from the same limit. */
export interface CompanyBudgets {
  /** The budget of an account's company; the first account of a company brings one. */
  of(record: AccountRecord, bring: () => CompanyBudget): CompanyBudget;
}

export function createCompanyBudgets(): CompanyBudgets {
  const byKey = new Map<string, CompanyBudget>();
  return {
    of(record, bring) {
      const keys = companyKeys(record);
      const known = keys.map((key) => byKey.get(key)).find((budget) => budget !== undefined);
      const budget = known ?? bring();
      for (const key of keys) byKey.set(key, budget);
      return budget;
    },
  };
}
