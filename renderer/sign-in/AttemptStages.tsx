import './sign-in.css';
import { IconCircleCheck, IconCircleDashed, IconCircleDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SignInAttempt } from '../../domain/sign-in.ts';

const steps = ['waiting', 'redeeming', 'proving'] as const;

/** How far a sign-in through the browser is. The one line that changes is read out when it does. */
export function AttemptStages({ stage }: Pick<SignInAttempt, 'stage'>) {
  const { t } = useTranslation('signIn');
  const current = stage === 'done' ? steps.length : steps.findIndex((step) => step === stage);
  return (
    <>
      <ol className="attempt-stages">
        {steps.map((step, index) => {
          const state = index < current ? 'past' : index === current ? 'now' : 'ahead';
          const Sign = { past: IconCircleCheck, now: IconCircleDot, ahead: IconCircleDashed }[state];
          return (
            <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <Sign size={18} stroke={1.75} aria-hidden />
              <span>
                {t(`stages.${step}`)}
                {state === 'past' && <span className="visually-hidden"> {t('stages.past')}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="visually-hidden" role="status">
        {stage === 'failed' ? null : t(`stages.${stage}`)}
      </p>
    </>
  );
}
