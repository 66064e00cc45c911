import { useFormats } from '../formats/use-formats.ts';
import { useSecond } from './ticker.ts';

/** A running timer from an instant, epoch ms. A provider whose clock is ahead of ours starts at zero. */
export function RunningTime({ since }: { readonly since: number }) {
  const { duration } = useFormats();
  const seconds = Math.max(0, useSecond() - Math.floor(since / 1000));
  return (
    // A timer that is read out every second would drown everything else.
    <span className="running-time figures" role="timer" aria-live="off">
      {duration(seconds)}
    </span>
  );
}
