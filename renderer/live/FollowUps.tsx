import './live.css';
import './follow-ups.css';
import { IconBell, IconCheck, IconChevronRight, IconClockHour4 } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountColour, AccountId } from '../../domain/account.ts';
import type { FollowUp } from '../../domain/live.ts';
import { useAnnounce } from '../announcer.tsx';
import { failureOf } from '../desk-failure.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { accountColour } from '../parts/AccountMark.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { focusContentIfLost } from '../parts/focus-content.ts';
import { useAct, useOperation } from '../queries.ts';
import { useShowCall } from './use-open-live-call.ts';

const mostAtFirst = 3;

interface RowProps {
  readonly followUp: FollowUp;
  readonly colour: AccountColour | undefined;
  readonly now: number;
  readonly onDone: (who: string) => void;
}

function Row({ followUp, colour, now, onDone }: RowProps) {
  const { t } = useTranslation('live');
  const formats = useFormats();
  const announce = useAnnounce();
  const show = useShowCall();
  const { callId, name, number, dueAt } = followUp;
  const phone = formats.phone(number);
  const who = name ?? phone;
  const isDue = dueAt !== null && dueAt <= now;
  const Sign = isDue ? IconBell : IconClockHour4;
  const due = () => {
    if (dueAt === null) return t('followUps.whenever');
    return t(isDue ? 'followUps.overdue' : 'followUps.due', { when: formats.when(dueAt, now) });
  };
  return (
    <li
      className="follow-up"
      data-due={isDue || undefined}
      style={colour && { borderInlineStartColor: accountColour(colour) }}
    >
      <Sign className="follow-up-sign" size={17} stroke={1.75} aria-hidden />
      <span className={name === null ? 'follow-up-who phone selectable' : 'follow-up-who selectable'}>
        {who}
      </span>
      {name !== null && <span className="phone secondary selectable">{phone}</span>}
      <span
        className="follow-up-due secondary figures"
        title={dueAt === null ? undefined : formats.exact(dueAt)}
      >
        {due()}
      </span>
      {callId === null ? (
        <span className="follow-up-gap" />
      ) : (
        <button
          type="button"
          className="call-action"
          aria-label={t('followUps.open', { who })}
          title={t('actions.openLong')}
          onClick={() => void show(callId).catch(() => announce(t('actions.openRefused')))}
        >
          <IconChevronRight size={17} stroke={1.75} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className="call-card-button"
        aria-label={t('followUps.doneLong', { who })}
        onClick={() => onDone(who)}
      >
        <IconCheck size={15} stroke={2} aria-hidden />
        {t('followUps.done')}
      </button>
    </li>
  );
}

/** Those who are to be called back, the next due first, above the missed calls. Nothing when there are none. */
export function FollowUps({ colourOf }: { readonly colourOf: (id: AccountId) => AccountColour | undefined }) {
  const { t } = useTranslation('live');
  const now = useNow();
  const headingId = useId();
  const [showsAll, setShowsAll] = useState(false);
  const announce = useAnnounce();
  // Here, because a row goes before it is done.
  const remove = useAct('followUps.remove');
  const reading = useOperation('followUps.list', {});
  const all = reading.data ?? [];
  // The button that was pressed goes with its row.
  useEffect(focusContentIfLost, [all.length]);
  const done = (id: string, who: string) =>
    remove.mutate(
      { id },
      {
        onSuccess: () => announce(t('followUps.doneSaid', { who })),
        onError: () => announce(t('followUps.doneRefused')),
      },
    );
  if (reading.error && all.length === 0) {
    return (
      <div className="follow-ups-failed">
        <FailureNotice failure={failureOf(reading.error)} onRetry={() => void reading.refetch()} />
      </div>
    );
  }
  if (all.length === 0) return null;
  const shown = showsAll ? all : all.slice(0, mostAtFirst);
  const more = all.length - shown.length;
  return (
    <section className="live-box follow-ups" aria-labelledby={headingId}>
      <div className="live-box-head">
        <h2 id={headingId}>{t('followUps.title')}</h2>
        {(more > 0 || (showsAll && all.length > mostAtFirst)) && (
          <button type="button" className="live-more figures" onClick={() => setShowsAll(!showsAll)}>
            {more > 0 ? t('followUps.all', { count: more }) : t('followUps.fewer')}
          </button>
        )}
      </div>
      {/* Many scroll here: the missed calls below keep their room. */}
      <div
        className="follow-ups-list"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region
        tabIndex={showsAll ? 0 : undefined}
        role="group"
        aria-label={t('followUps.label')}
      >
        <ul>
          {shown.map((followUp) => (
            <Row
              key={followUp.id}
              {...{ followUp, now }}
              colour={colourOf(followUp.accountId)}
              onDone={(who) => done(followUp.id, who)}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}
