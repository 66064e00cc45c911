import './parts.css';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../domain/failure.ts';
import { type FailureText, failureText } from '../failure-text.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { useNavigation } from '../navigation.tsx';

interface FailureNoticeProps {
  readonly failure: Failure;
  /** Offered where trying again makes sense. */
  readonly onRetry?: () => void;
  /** Offered for a lost sign-in; by default the notice leads to the accounts. */
  readonly onSignIn?: () => void;
  /** Fills the place of a whole list instead of lying above it. */
  readonly whole?: boolean;
  /** Words that fit the place better than those of the code. */
  readonly words?: Partial<Pick<FailureText, 'title' | 'works' | 'next'>>;
}

/** What happened, what still works, what to press. Calm: nothing blocks, nothing blinks. */
export function FailureNotice({ failure, onRetry, onSignIn, whole = false, words = {} }: FailureNoticeProps) {
  const { t } = useTranslation('failures');
  const { go } = useNavigation();
  const text = { ...failureText(failure, t, useFormats(), useNow()), ...words };
  const Sign = text.passing ? IconClockPause : IconAlertTriangle;
  return (
    <div
      className="failure-notice"
      data-tone={text.passing ? 'waiting' : 'loss'}
      data-whole={whole || undefined}
      role="status"
    >
      <Sign className="failure-sign" size={whole ? 28 : 20} stroke={1.75} aria-hidden />
      <div className="failure-words">
        <p className="failure-title">{text.title}</p>
        <p className="failure-next">
          {text.works} {text.next}
        </p>
        {text.details.length > 0 && <p className="failure-details selectable">{text.details.join(' · ')}</p>}
      </div>
      {text.action === 'retry' && onRetry && (
        <Button variant="default" size="compact-sm" className="failure-button" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
      {text.action === 'sign-in' && (
        <Button size="compact-sm" className="failure-button" onClick={onSignIn ?? (() => go('accounts'))}>
          {t('signIn')}
        </Button>
      )}
    </div>
  );
}
