import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { LiveStatus } from '../../domain/live.ts';
import type { SwitchboardPart } from '../../domain/switchboard.ts';
import { failureText } from '../failure-text.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { useNavigation } from '../navigation.tsx';
import { AccountMark } from '../parts/AccountMark.tsx';
import { StaleMarker } from '../parts/StaleMarker.tsx';
import { failingTogether, isStalePart, oldestOf } from './stale-parts.ts';
import type { SwitchboardWords } from './switchboard-words.ts';

interface SwitchboardPartsProps {
  readonly parts: readonly SwitchboardPart[];
  readonly statuses: readonly LiveStatus[];
  readonly accounts: ReadonlyMap<string, Account>;
  readonly words: SwitchboardWords;
}

/** Where the switchboard comes from: the PBX of each account by name, and what is wrong, said once for all it concerns. */
export const SwitchboardParts = memo(function SwitchboardParts({
  parts,
  statuses,
  accounts,
  words,
}: SwitchboardPartsProps) {
  const { t: tFailure } = useTranslation('failures');
  const formats = useFormats();
  const now = useNow();
  const { go } = useNavigation();
  // That the whole desk is offline is said above every screen; here only how old each part is.
  const isTold = ({ failure }: SwitchboardPart) => failure !== null && failure.code !== 'offline';
  const named = parts.filter(
    (part) => part.pbx.length > 0 || (isStalePart(part, now, statuses) && !isTold(part)),
  );
  return (
    <>
      {named.length > 0 && (
        <ul className="switchboard-parts">
          {named.map((part) => (
            <li key={part.accountId}>
              <Mark account={accounts.get(part.accountId)} />
              {part.pbx.map((pbx) => (
                <span key={pbx.pbxId} className="switchboard-pbx selectable">
                  {words.pbx(pbx)}
                </span>
              ))}
              {isStalePart(part, now, statuses) && !isTold(part) && <StaleMarker takenAt={part.takenAt} />}
            </li>
          ))}
        </ul>
      )}
      {failingTogether(parts.filter(isTold)).map(({ failure, parts: failing }) => {
        const text = failureText(failure, tFailure, formats, now);
        const Sign = text.passing ? IconClockPause : IconAlertTriangle;
        return (
          <div
            key={failure.code}
            className="switchboard-failure"
            role="status"
            data-tone={text.passing ? 'waiting' : 'loss'}
          >
            <Sign size={16} stroke={1.9} aria-hidden />
            {failing.map((part) => (
              <Mark key={part.accountId} account={accounts.get(part.accountId)} />
            ))}
            <span className="switchboard-failure-words">
              <strong>{text.title}.</strong> {text.next} {text.details.join(' · ')}
            </span>
            <StaleMarker takenAt={oldestOf(failing)} />
            {text.action === 'sign-in' && (
              <Button size="compact-xs" onClick={() => go('accounts')}>
                {tFailure('signIn')}
              </Button>
            )}
          </div>
        );
      })}
    </>
  );
});

const Mark = ({ account }: { readonly account: Account | undefined }) =>
  account && <AccountMark account={account} />;
