import { IconNote, IconPhoneX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LiveCall } from '../../domain/switchboard.ts';
import { CallSign } from '../calls/CallSign.tsx';
import { useCallWords } from '../calls/call-words.ts';
import { useNow } from '../formats/use-now.ts';
import { AfterPatience } from '../parts/SkeletonRows.tsx';
import type { LiveWords } from './live-words.ts';
import { useCallerHistory } from './use-who.ts';

// A glance: what is older is in the list.
const lastCalls = 3;
const lastNotes = 1;

function Skeleton() {
  const { t } = useTranslation('live');
  return (
    <AfterPatience>
      <div className="glance-skeleton" role="status">
        <span className="visually-hidden">{t('glance.loading')}</span>
        <span className="skeleton" />
        <span className="skeleton" />
        <span className="skeleton" />
      </div>
    </AfterPatience>
  );
}

/** What is known of the caller, from every account: how often and when they called, what is open, notes and tags. */
export function CallerGlance({ call, words }: { readonly call: LiveCall; readonly words: LiveWords }) {
  const { t } = useTranslation('live');
  const callWords = useCallWords();
  const now = useNow();
  const { formats } = words;
  const history = useCallerHistory(call, true);
  if (call.remote.number === null) return <p className="glance-none secondary">{t('glance.hidden')}</p>;
  if (history.error) {
    return (
      <div className="glance-failed" role="status">
        <span>{t('glance.failed')}</span>
        <button type="button" className="call-card-button" onClick={() => void history.refetch()}>
          {t('glance.retry')}
        </button>
      </div>
    );
  }
  if (history.data === undefined) return <Skeleton />;
  const { calls, last, openMissed, notes, tags } = history.data;
  // The call itself may be in the call log already.
  const before = last.filter(({ id }) => id !== call.callId).slice(0, lastCalls);
  const count = t('glance.calls', { count: calls.count });
  return (
    <div className="glance">
      <p className="glance-count secondary figures">
        {before.length === 0 && calls.count <= 1 && t('glance.first')}
        {(before.length > 0 || calls.count > 1) &&
          (calls.exact ? count : t('glance.atLeast', { calls: count }))}
      </p>
      {openMissed > 0 && (
        <p className="glance-missed">
          <IconPhoneX size={15} stroke={1.9} aria-hidden />
          {t('glance.openMissed', { count: openMissed })}
        </p>
      )}
      {before.length > 0 && (
        <ul className="glance-calls">
          {before.map((one) => (
            <li key={one.id}>
              <CallSign call={one} />
              <span className="visually-hidden">{callWords.sign(one)}, </span>
              <span className="glance-agent">{one.agent?.name ?? callWords.sign(one)}</span>
              <span className="secondary figures" title={formats.exact(one.startedAt)}>
                {formats.when(one.startedAt, now)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {notes.slice(0, lastNotes).map(({ callId, note }) => (
        <p key={`${callId} ${note.id}`} className="glance-note">
          <IconNote size={15} stroke={1.75} aria-hidden />
          <span className="selectable">
            {note.text}
            {note.author !== null && <span className="secondary"> {note.author}</span>}
          </span>
        </p>
      ))}
      {tags.length > 0 && (
        <ul className="glance-tags">
          {tags.map((tag) => (
            <li key={tag.id} className="call-tag">
              {tag.name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
