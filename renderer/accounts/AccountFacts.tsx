import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountHealth, BudgetReading } from '../../domain/account.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { LiveStatusLine } from '../live/LiveStatusLine.tsx';
import { useOperation } from '../queries.ts';
import { BudgetBar } from '../progress/BudgetBar.tsx';

// Ages are told in seconds at first, and this screen is where they are watched.
const ageMs = 5_000;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="account-fact">
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

function Budget({ budget }: { readonly budget: BudgetReading }) {
  const { t } = useTranslation('accounts');
  const used = t('facts.budgetUsed', { used: budget.usedLastMinute, limit: budget.limitPerMinute });
  return (
    <>
      {used}
      <BudgetBar budget={budget} tellsLimit={false} />
      <span className="secondary">{t(budget.learnt ? 'facts.budgetLearnt' : 'facts.budgetAssumed')}</span>
      {budget.remaining !== null && (
        <span className="secondary account-fact-more">
          {t('facts.budgetRemaining', { count: budget.remaining })}
        </span>
      )}
    </>
  );
}

function Access({ health }: { readonly health: AccountHealth }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const now = useNow(ageMs);
  const { tokenObtainedAt: since, tokenExpiresAt: until } = health;
  if (since === null) return t('facts.accessNone');
  const isOver = until !== null && until < now;
  return (
    <>
      <Instant at={since}>{t('facts.accessSince', { when: formats.relative(since, now) })}</Instant>
      <span className="secondary account-fact-more">
        {until === null
          ? t('facts.accessLasting')
          : t(isOver ? 'facts.accessOver' : 'facts.accessRenews', { when: formats.relative(until, now) })}
      </span>
    </>
  );
}

/** Words for an instant, its exact time in the tooltip. */
function Instant({ at, children }: { readonly at: number; readonly children: ReactNode }) {
  const formats = useFormats();
  return (
    <Tooltip label={formats.exact(at)}>
      <span>{children}</span>
    </Tooltip>
  );
}

interface AccountFactsProps {
  readonly account: Account;
  readonly onSignIn: () => void;
}

/** How it hears of calls, and what became of its events at the provider where that is not said by it. */
function LiveFact({ account, onSignIn }: AccountFactsProps) {
  const { t } = useTranslation('live');
  const { t: acting } = useTranslation('acting');
  const { id, events } = account;
  const hasStatus = useOperation('live.read', {}).data?.some(({ accountId }) => accountId === id) === true;
  const telling = hasStatus && (events === 'on' || events === 'refused') ? null : events;
  if (!hasStatus && telling === null) return null;
  return (
    <Fact name={t('status.title')}>
      <LiveStatusLine accountId={id} onSignIn={onSignIn} />
      {telling !== null && <span className="secondary account-fact-more">{acting(`events.${telling}`)}</span>}
    </Fact>
  );
}

/** How current the account is, what it uses of the company's budget, and how old its access is. */
export function AccountFacts({ account, onSignIn }: AccountFactsProps) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const now = useNow(ageMs);
  const { health } = account;
  return (
    <div>
      <h3 className="account-section">{t('facts.title')}</h3>
      <dl className="account-facts">
        <Fact name={t('facts.lastSuccess')}>
          {health.lastSuccessAt === null ? (
            t('facts.never')
          ) : (
            <Instant at={health.lastSuccessAt}>{formats.relative(health.lastSuccessAt, now)}</Instant>
          )}
        </Fact>
        {health.lagMs !== null && (
          <Fact name={t('facts.lag')}>{formats.spokenDuration(health.lagMs / 1000)}</Fact>
        )}
        <Fact name={t('facts.budget')}>
          {health.budget ? <Budget budget={health.budget} /> : t('facts.budgetUnknown')}
        </Fact>
        <Fact name={t('facts.access')}>
          <Access health={health} />
        </Fact>
        <LiveFact account={account} onSignIn={onSignIn} />
      </dl>
    </div>
  );
}
