import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';

const scarceMs = 60_000;

/** How long the browser may still take. A timer: seen every second, and never read out unasked. */
export function TimeLeft({ until }: { readonly until: number }) {
  const { t } = useTranslation('signIn');
  const formats = useFormats();
  const leftMs = Math.max(0, until - useNow(1_000));
  const isScarce = leftMs < scarceMs;
  return (
    <p className="time-left" role="timer" data-scarce={isScarce || undefined}>
      <span>{t(isScarce ? 'waiting.leftScarce' : 'waiting.left')}</span>{' '}
      <span className="figures">{formats.duration(leftMs / 1000)}</span>
    </p>
  );
}
