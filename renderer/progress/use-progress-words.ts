import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../domain/sync.ts';
import { useSettings } from '../facts.tsx';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { timeLeftWords } from './remaining.ts';
import { type Standing, standingOf, totalOf } from './standing.ts';

/** Everything told of how far one account is, ready to be shown; null leaves a line out. */
export interface ProgressWords {
  /** What is being done, or why it is not. */
  readonly state: string;
  /** When it goes on, where it waits. */
  readonly goesOn: string | null;
  /** How long it takes from now on, and how fast it is. */
  readonly pace: string | null;
  /** How many calls are stored. */
  readonly stored: string;
  /** The same with how many there are, where that is known. */
  readonly storedOf: string | null;
  /** The earliest call, or that there is none older. */
  readonly earliest: string | null;
  /** Share from 0 to 1 while something is missing; null when there is no end to show. */
  readonly share: number | null;
}

// A wait of seconds is counted down; nothing else here depends on the present.
const waitingMs = 5_000;

// Without a pull there is nothing to wait for, and a lost sign-in is no progress.
const hasEnd = (standing: Standing): boolean =>
  standing !== 'failed' && standing !== 'idle' && standing !== 'whole';

/** The words of one account's progress in the language in force. */
export function useProgressWords(): (status: SyncStatus) => ProgressWords {
  const { t } = useTranslation('progress');
  const { t: failures } = useTranslation('failures');
  const formats = useFormats();
  const now = useNow(waitingMs);
  const { quietHours } = useSettings();

  const goesOn = (status: SyncStatus): string | null => {
    switch (standingOf(status)) {
      case 'paused':
        return t('pausedNote');
      case 'workHours':
        return quietHours === null
          ? t('pausedNote')
          : t('goesOnAt', { time: formats.time(new Date(now).setHours(0, quietHours.to, 0, 0)) });
      case 'waiting':
      case 'retrying':
      case 'failed':
        return status.nextAt === null || status.nextAt <= now
          ? null
          : t('goesOn', { when: formats.relative(status.nextAt, now) });
      default:
        return null;
    }
  };

  return (status) => {
    const { stored, progress, remaining, callsPerMinute, earliest, failure } = status;
    const standing = standingOf(status);
    const isReading = standing === 'firstPull' || standing === 'history';
    const total = totalOf(status);
    const pace = [
      remaining === null || remaining.ms === null ? null : timeLeftWords(remaining.ms, t),
      callsPerMinute === null ? null : t('perMinute', { count: Math.round(callsPerMinute) }),
    ].filter((part) => part !== null);
    return {
      state:
        standing === 'failed' || standing === 'retrying'
          ? failures(`codes.${failure?.code ?? 'unexpected'}.title`)
          : t(`state.${standing}`, { percent: formats.percent(progress) }),
      goesOn: goesOn(status),
      pace: isReading && pace.length > 0 ? pace.join(' · ') : null,
      stored: t('stored', { count: stored }),
      storedOf: total === null || total === stored ? null : t('storedOf', { stored, total }),
      earliest: earliest === null ? null : t('earliest', { date: formats.date(earliest) }),
      share: progress < 1 && hasEnd(standing) ? progress : null,
    };
  };
}
