import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { SwitchboardPart } from '../../domain/switchboard.ts';
import { failureText } from '../failure-text.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { useNavigation } from '../navigation.tsx';
import { AccountMark } from '../parts/AccountMark.tsx';
import { StaleMarker } from '../parts/StaleMarker.tsx';
import { isStalePart } from './stale-parts.ts';
import type { SwitchboardWords } from './switchboard-words.ts';

interface SwitchboardPartsProps {
  readonly parts: readonly SwitchboardPart[];
  readonly accounts: ReadonlyMap<string, Account>;
  readonly words: SwitchboardWords;
}

/** Where the switchboard comes from: each account with its PBX by name, and what is wrong with it, if anything. */
export function SwitchboardParts({ parts, accounts, words }: SwitchboardPartsProps) {
  const { t: tFailure } = useTranslation('failures');
  const formats = useFormats();
  const now = useNow();
  const { go } = useNavigation();
  const shown = parts.flatMap((part) => {
    const account = accounts.get(part.accountId);
    const isStale = isStalePart(part, now);
    return account && (isStale || part.pbx.length > 0) ? [{ part, account, isStale }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <ul className="switchboard-parts">
      {shown.map(({ part, account, isStale }) => {
        // That the whole desk is offline is said once, above the screen.
        const told = part.failure?.code === 'offline' ? null : part.failure;
        const failure = told && failureText(told, tFailure, formats, now);
        const Sign = failure?.passing ? IconClockPause : IconAlertTriangle;
        return (
          <li
            key={part.accountId}
            data-failing={failure ? (failure.passing ? 'waiting' : 'loss') : undefined}
          >
            <AccountMark account={account} />
            {part.pbx.map((pbx) => (
              <span key={pbx.pbxId} className="switchboard-pbx selectable">
                {words.pbx(pbx)}
              </span>
            ))}
            {failure && (
              <span className="switchboard-failure">
                <Sign size={15} stroke={1.9} aria-hidden />
                <span>
                  {failure.title}. {failure.next}
                </span>
              </span>
            )}
            {isStale && <StaleMarker takenAt={part.takenAt} />}
            {failure?.action === 'sign-in' && (
              <Button size="compact-xs" onClick={() => go('accounts')}>
                {tFailure('signIn')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
