import {
  type Icon,
  IconArrowDownLeft,
  IconArrowForwardUp,
  IconArrowRampRight,
  IconArrowsHorizontal,
  IconArrowUpRight,
  IconHourglassEmpty,
  IconPhoneCheck,
  IconPhoneEnd,
  IconPhoneRinging,
  IconRecordMail,
  IconUserX,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import type { Call, CallStep } from '../../domain/call.ts';
import { AccountMark } from '../parts/AccountMark.tsx';
import type { CallWords } from './call-words.ts';

const started = { in: IconArrowDownLeft, out: IconArrowUpRight, internal: IconArrowsHorizontal } as const;
const signs: Readonly<Record<Exclude<CallStep['kind'], 'started'>, Icon>> = {
  rang: IconPhoneRinging,
  queued: IconHourglassEmpty,
  answered: IconPhoneCheck,
  'missed-by': IconUserX,
  forwarded: IconArrowRampRight,
  transferred: IconArrowForwardUp,
  voicemail: IconRecordMail,
  ended: IconPhoneEnd,
};

const startedWords = {
  in: 'steps.startedIn',
  out: 'steps.startedOut',
  internal: 'steps.startedInternal',
} as const;

const wordsOf = (call: Call, { kind }: CallStep, t: TFunction<'calls'>): string =>
  kind === 'started' ? t(startedWords[call.direction]) : t(`steps.${kind}`);

interface CallStoryProps {
  readonly call: Call;
  readonly story: readonly CallStep[];
  readonly accounts: readonly Account[];
  readonly words: CallWords;
}

/**
 * What happened to a call, step by step, with the exact time of each. Where the story crosses accounts, the first step
 * in each names it.
 */
export function CallStory({ call, story, accounts, words }: CallStoryProps) {
  const { t } = useTranslation('calls');
  return (
    <ol className="call-story">
      {story.map((step, index) => {
        const Sign = step.kind === 'started' ? started[call.direction] : signs[step.kind];
        const { accountId } = step;
        const who = words.who(call, step);
        const goesOn = index > 0 && story[index - 1]?.accountId === accountId;
        const account = goesOn ? undefined : accounts.find(({ id }) => id === accountId);
        return (
          <li key={index} data-kind={step.kind}>
            <span className="call-story-sign">
              <Sign size={15} stroke={1.9} aria-hidden />
            </span>
            <span className="call-story-words">
              <span>
                {wordsOf(call, step, t)}
                {step.seconds !== null && (
                  <span className="secondary figures" title={words.formats.spokenDuration(step.seconds)}>
                    {' '}
                    {words.formats.duration(step.seconds)}
                  </span>
                )}
              </span>
              {who !== null && <span className="call-story-who selectable">{who}</span>}
              {account && (
                <span className="call-story-account">
                  <AccountMark account={account} />
                </span>
              )}
            </span>
            {step.at !== null && (
              <span className="call-story-at secondary figures">{words.clock(step.at)}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
