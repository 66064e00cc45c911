import './sign-in.css';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../domain/failure.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';

/** Why the sign-in failed. Takes the focus, so that it is read at once and the next Tab reaches the first field. */
export function SignInFailure({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation('welcome');
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [failure]);
  return (
    <div ref={notice} tabIndex={-1} className="sign-in-failure">
      <FailureNotice failure={failure} />
      <p className="secondary">{t('form.typeAgain')}</p>
    </div>
  );
}
