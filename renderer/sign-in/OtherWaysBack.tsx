import './sign-in.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInAttempt } from '../../domain/sign-in.ts';
import { PasteBox } from './PasteBox.tsx';
import { SubHeading } from './StepHeading.tsx';

// By then a browser that opened is in front, and one that did not has been noticed.
const patienceMs = 5_000;

/** Whether `instant` (epoch ms) was some time ago, and once it was, true for good. */
function useIsPast(instant: number): boolean {
  const [isPast, setPast] = useState(() => Date.now() >= instant);
  useEffect(() => {
    const timer = setTimeout(() => setPast(true), Math.max(0, instant - Date.now()));
    return () => clearTimeout(timer);
  }, [instant]);
  return isPast;
}

/** For a browser that does not find its way back: the page's second link, and what can be pasted here. */
export function OtherWaysBack({ attempt }: { readonly attempt: SignInAttempt }) {
  const { t } = useTranslation('signIn');
  const isLate = useIsPast(attempt.startedAt + patienceMs);
  const { browserOpened: isOpened, paste } = attempt;
  // An address that has to be pasted is the way itself and not a fallback.
  if (!isLate && isOpened && paste !== 'address') return null;
  return (
    <section className="other-ways" aria-labelledby="other-ways">
      <SubHeading id="other-ways" className="other-ways-title">
        {t(paste === 'address' ? 'back.addressTitle' : 'back.title')}
      </SubHeading>
      <p className="other-ways-words">
        {paste === 'address' ? t('back.address') : t('back.secondLink')} {paste === 'code' && t('back.code')}
      </p>
      {paste && <PasteBox kind={paste} />}
    </section>
  );
}
