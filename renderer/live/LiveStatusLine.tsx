import './live-status.css';
import { IconAccessPoint, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../domain/account.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { useOperation } from '../queries.ts';
import { liveStatusWords } from './live-status-words.ts';

// Seconds count where it says how long nothing was heard.
const ageMs = 5_000;

interface LiveStatusLineProps {
  readonly accountId: AccountId;
  /** Offered where signing in again brings events back. */
  readonly onSignIn?: () => void;
}

/** How an account hears of calls: at once, or by asking, and then why. Nothing for an account that reads nothing. */
export function LiveStatusLine({ accountId, onSignIn }: LiveStatusLineProps) {
  const { t } = useTranslation('live');
  const formats = useFormats();
  const now = useNow(ageMs);
  const status = useOperation('live.read', {}).data?.find((one) => one.accountId === accountId);
  if (!status) return null;
  const words = liveStatusWords(status, t, formats, now);
  const Sign = status.state === 'live' ? IconAccessPoint : IconRefresh;
  return (
    <div className="live-status" data-state={status.state} data-why={status.why ?? undefined}>
      <Sign size={14} stroke={2} aria-hidden />
      <span className="figures">
        <span className="live-status-what">{words.what}</span>
        <span className="live-status-why secondary">
          {[words.why, words.age].filter((part) => part !== null).join(' ')}
        </span>
      </span>
      {status.why === 'sign-in' && onSignIn && (
        <button type="button" className="live-status-button" onClick={onSignIn}>
          {t('status.signIn')}
        </button>
      )}
    </div>
  );
}
