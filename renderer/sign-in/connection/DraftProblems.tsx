import './connection.css';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionProblem } from '../../../domain/connection-string.ts';
import { SubHeading } from '../StepHeading.tsx';

/** Why a connection string cannot be used, one line for each problem, with the place where it is. */
export function DraftProblems({ problems }: { readonly problems: readonly ConnectionProblem[] }) {
  const { t } = useTranslation('connection');
  return (
    <section className="connection-problems" aria-labelledby="connection-problems">
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      <div>
        <SubHeading id="connection-problems" className="connection-problems-title">
          {t('problems.title', { count: problems.length })}
        </SubHeading>
        <ul>
          {problems.map(({ kind, key, position }) => (
            <li key={`${kind} ${key ?? ''} ${String(position)}`}>
              {key === null ? t(`problems.${kind}`) : t(`problems.of.${kind}`, { key })}
              {position !== null && <span className="figures"> {t('problems.at', { position })}</span>}
            </li>
          ))}
        </ul>
        <p className="secondary">{t('problems.next')}</p>
      </div>
    </section>
  );
}
