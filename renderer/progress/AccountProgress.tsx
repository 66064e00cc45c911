import './progress.css';
import { Progress } from '@mantine/core';
import type { SyncStatus } from '../../domain/sync.ts';
import { standingOf } from './standing.ts';
import { useProgressWords } from './use-progress-words.ts';

interface AccountProgressProps {
  readonly status: SyncStatus;
  /** True where how much is stored, and how far back, is told beside it. */
  readonly isBesideStorage?: boolean;
}

/** How far one account is: what is read or why nothing is, how much of how much, how long it takes, how far back. */
export function AccountProgress({ status, isBesideStorage = false }: AccountProgressProps) {
  const words = useProgressWords()(status);
  const stored = words.storedOf ?? (isBesideStorage ? null : words.stored);
  const lines = [words.pace, stored, isBesideStorage ? null : words.earliest].filter((line) => line !== null);
  return (
    <div className="progress-words" data-standing={standingOf(status)}>
      <p className="progress-state figures">{words.state}</p>
      {words.goesOn !== null && <p className="secondary figures">{words.goesOn}</p>}
      {words.share !== null && <Progress value={words.share * 100} size={4} aria-label={words.state} />}
      {lines.map((line) => (
        <p key={line} className="secondary figures">
          {line}
        </p>
      ))}
    </div>
  );
}
