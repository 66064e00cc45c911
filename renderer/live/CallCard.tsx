import { Tooltip } from '@mantine/core';
import { IconChevronUp, IconClockHour4, IconCopy, IconExternalLink, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAlert } from '../../domain/live.ts';
import { useAnnounce } from '../announcer.tsx';
import { useSettings } from '../facts.tsx';
import { AccountMark, accountColour } from '../parts/AccountMark.tsx';
import { useAct, useOperation } from '../queries.ts';
import { RunningTime } from '../switchboard/RunningTime.tsx';
import { CallBackMenu } from './CallBackMenu.tsx';
import { CallerGlance } from './CallerGlance.tsx';
import { CallWayLine } from './CallWayLine.tsx';
import { LiveSign } from './LiveSign.tsx';
import { useLiveWords } from './live-words.ts';
import { useOpenLiveCall } from './use-open-live-call.ts';
import { useWho } from './use-who.ts';

interface CallCardProps {
  readonly alertKey: string;
  readonly alert: CallAlert;
  /** Whole, or its head only. */
  readonly isOpen: boolean;
  readonly onExpand: () => void;
  readonly onDismiss: () => void;
}

/** One call the agent is told of: who, what it does now, why it came here, what is known of them, and what to do. */
export function CallCard({ alertKey, alert, isOpen, onExpand, onDismiss }: CallCardProps) {
  const { t } = useTranslation('live');
  const { t: calls } = useTranslation('calls');
  const { singleKeyShortcuts } = useSettings();
  const announce = useAnnounce();
  const words = useLiveWords();
  const copy = useAct('live.copyNumber');
  const openCall = useOpenLiveCall();
  const headingId = useId();
  const accounts = useOperation('accounts.list', {}).data ?? [];
  const { call, overAt } = alert;
  const { name, figures, number, organisation, talker, isMine } = useWho(call, isOpen);
  const account = accounts.find(({ id }) => id === call.accountId);
  const isOver = overAt !== null;
  const hasNumber = call.remote.number !== null;

  const copyNumber = () => {
    if (!hasNumber) return;
    copy.mutate(
      { accountId: call.accountId, id: call.id },
      {
        onSuccess: ({ copied }) => announce(calls('actions.copied', { number: words.formats.phone(copied) })),
        onError: () => announce(calls('actions.copyRefused')),
      },
    );
  };
  const open = () => void openCall(call);
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !singleKeyShortcuts) return;
    if (event.target instanceof Element && event.target.closest('[role="menu"]') !== null) return;
    // The same letters as in the list, for the call that has the focus.
    const act = { y: copyNumber, o: open }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  const openLabel =
    call.callId === null && account ? calls(`actions.open.${account.provider}`) : t('actions.openLong');
  const running =
    isMine && call.state === 'talking'
      ? t('state.talkingYou')
      : words.state(call, talker === null ? [] : [talker]);
  const state = isOver ? words.over(alert) : running;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the buttons inside
    <article
      className="call-card"
      data-alert={alertKey}
      data-state={isOver ? 'over' : call.state}
      data-open={isOpen || undefined}
      tabIndex={-1}
      aria-labelledby={headingId}
      style={account && { borderInlineStartColor: accountColour(account.colour) }}
      onKeyDown={pressed}
    >
      <header className="call-card-head">
        <LiveSign state={isOver ? 'over' : call.state} direction={call.direction} />
        <div className="call-card-who">
          <h2 id={headingId} className={figures ? 'phone selectable' : 'selectable'} title={name}>
            {name}
          </h2>
          <p className="call-card-state figures">
            <span className="live-state">{state}</span>
            {!isOver && (
              <span className="live-time">
                <RunningTime since={call.startedAt ?? alert.since} />
              </span>
            )}
          </p>
        </div>
        {!isOpen && (
          <button
            type="button"
            className="call-action"
            aria-label={t('cards.expand', { who: name })}
            title={t('cards.expand', { who: name })}
            onClick={onExpand}
          >
            <IconChevronUp size={18} stroke={1.75} aria-hidden />
          </button>
        )}
        <button
          type="button"
          className="call-action"
          aria-label={t('actions.dismissLong', { who: name })}
          title={t('actions.dismiss')}
          onClick={onDismiss}
        >
          <IconX size={18} stroke={1.75} aria-hidden />
        </button>
      </header>
      {isOpen && (
        <>
          {/* What does not fit a low window scrolls, and what scrolls must be reachable by key. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region */}
          <div className="call-card-body" tabIndex={0} role="group" aria-label={t('glance.title')}>
            <div className="call-card-facts secondary">
              {number !== null && <span className="phone selectable">{number}</span>}
              {organisation !== null && <span className="selectable">{organisation}</span>}
              {accounts.length > 1 && account && <AccountMark account={account} />}
            </div>
            <CallWayLine call={call} words={words} provider={account?.provider} />
            <CallerGlance call={call} words={words} />
          </div>
          <footer className="call-card-actions">
            <button type="button" className="call-card-button" disabled={!hasNumber} onClick={copyNumber}>
              <IconCopy size={15} stroke={1.75} aria-hidden />
              {t('actions.copy')}
            </button>
            <Tooltip label={openLabel}>
              <button type="button" className="call-card-button" onClick={open}>
                <IconExternalLink size={15} stroke={1.75} aria-hidden />
                {t('actions.open')}
              </button>
            </Tooltip>
            {call.remote.number !== null && (
              <CallBackMenu
                who={{
                  accountId: call.accountId,
                  callId: call.callId,
                  number: call.remote.number,
                  name: figures ? null : name,
                }}
              >
                <button type="button" className="call-card-button">
                  <IconClockHour4 size={15} stroke={1.75} aria-hidden />
                  {t('actions.later')}
                </button>
              </CallBackMenu>
            )}
          </footer>
        </>
      )}
    </article>
  );
}
