import './call-detail.css';
import { Button } from '@mantine/core';
import { IconClockHour4, IconCopy, IconExternalLink, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { failureOf } from '../desk-failure.ts';
import { useOperation } from '../queries.ts';
import { CallBackMenu } from '../live/CallBackMenu.tsx';
import { EraseOffer } from '../keeping/EraseOffer.tsx';
import { AccountMark } from '../parts/AccountMark.tsx';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { SkeletonRows } from '../parts/SkeletonRows.tsx';
import { CallJoins } from './CallJoins.tsx';
import { CallFacts } from './CallFacts.tsx';
import { CallNotes } from './CallNotes.tsx';
import { CallSign } from './CallSign.tsx';
import { CallStory } from './CallStory.tsx';
import type { CallWords } from './call-words.ts';
import { OtherLegs } from './OtherLegs.tsx';
import { useCallActions } from './use-call-actions.ts';

interface CallDetailPaneProps {
  /** As the list knows it: shown until the detail is read. */
  readonly call: Call;
  readonly account: Account | undefined;
  readonly accounts: readonly Account[];
  readonly words: CallWords;
  /** Opened by key: then the pane takes the focus, so that it can be read and scrolled by key. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onOpenLeg: (call: Call) => void;
}

/** One call's story and facts, beside the list. */
export function CallDetailPane(props: CallDetailPaneProps) {
  const { account, accounts, words, takesFocus, onClose, onOpenLeg } = props;
  const { t } = useTranslation('calls');
  const { t: live } = useTranslation('live');
  const act = useCallActions(words);
  const detail = useOperation('calls.detail', { id: props.call.id });
  const call = detail.data?.call ?? props.call;
  const title = words.title(call);
  const number = words.number(call);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus, props.call.id]);

  return (
    <aside className="call-detail" aria-label={t('detail.label')}>
      <header className="call-detail-head">
        <CallSign call={call} />
        <div className="call-detail-who">
          <h2 ref={heading} tabIndex={-1} className={title.figures ? 'phone selectable' : 'selectable'}>
            {title.text}
          </h2>
          <p className="secondary">{words.sign(call)}</p>
        </div>
        <button
          type="button"
          className="call-action"
          aria-label={t('detail.close')}
          title={t('detail.close')}
          onClick={onClose}
        >
          <IconX size={18} stroke={1.75} aria-hidden />
        </button>
      </header>
      <div className="call-detail-actions">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCopy size={15} stroke={1.75} aria-hidden />}
          disabled={number === null}
          onClick={() => act('copy', call)}
        >
          {t('actions.copy')}
        </Button>
        {number !== null && (
          <CallBackMenu
            who={{
              accountId: call.accountId,
              callId: call.id,
              number: call.remote.raw,
              name: call.remote.name ?? call.remote.organisation,
            }}
          >
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconClockHour4 size={15} stroke={1.75} aria-hidden />}
            >
              {live('actions.later')}
            </Button>
          </CallBackMenu>
        )}
        {call.providerPage !== null && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconExternalLink size={15} stroke={1.75} aria-hidden />}
            onClick={() => act('open', call)}
          >
            {t(`actions.open.${call.provider}`)}
          </Button>
        )}
      </div>
      {/* Long stories scroll, and what scrolls must be reachable by key. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region */}
      <div className="call-detail-body" tabIndex={0} role="group" aria-label={title.text}>
        {detail.error !== null && (
          <FailureNotice failure={failureOf(detail.error)} onRetry={() => void detail.refetch()} />
        )}
        {detail.data !== undefined && (
          <>
            <h3>{t('detail.story')}</h3>
            <CallStory call={call} story={detail.data.story} {...{ accounts, words }} />
            <OtherLegs call={call} legs={detail.data.legs} {...{ accounts, words }} onOpen={onOpenLeg} />
            <CallJoins
              call={call}
              legs={detail.data.legs}
              joins={detail.data.joins}
              {...{ accounts, words }}
            />
          </>
        )}
        {detail.isPending && <SkeletonRows count={4} rowHeight={48} />}
        <CallNotes call={call} words={words} />
        <h3>{t('detail.facts')}</h3>
        <CallFacts call={call} words={words} />
        {account && <AccountMark account={account} />}
        <EraseOffer call={call} />
      </div>
    </aside>
  );
}
