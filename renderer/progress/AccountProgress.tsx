import './progress.css';
import { Progress } from '@mantine/core';
import type { SyncStatus } from '../../domain/sync.ts';
import { standingOf } from './standing.ts';
import { useProgressWords } from './use-progress-words.ts';

interface AccountProgressProps {
  readonly status: SyncStatus;
  /** False where the earliest call is told beside it. */
  readonly tellsEarliest?: boolean;
}

/** How far one account is: what is read or why nothing is, how much of how much, how long it takes, how far back. */
export function AccountProgress({ status, tellsEarliest = true }: AccountProgressProps) {
  const words = useProgressWords()(status);
  return (
    <div className="progress-words" data-standing={standingOf(status)}>
      <p className="progress-state figures">{words.state}</p>
      {words.goesOn !== null && <p className="secondary figures">{words.goesOn}</p>}
      {words.share !== null && <Progress value={words.share * 100} size={4} aria-label={words.state} />}
      {words.pace !== null && <p className="secondary figures">{words.pace}</p>}
      <p className="secondary figures">{words.amount}</p>
      {tellsEarliest && words.earliest !== null && <p className="secondary figures">{words.earliest}</p>}
    </div>
  );
}
