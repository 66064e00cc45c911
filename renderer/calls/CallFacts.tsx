import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent, Call } from '../../domain/call.ts';
import type { CallWords } from './call-words.ts';
import { reasonWords } from './reason-words.ts';

interface FactProps {
  readonly name: string;
  readonly figures?: boolean;
  readonly children: ReactNode;
}

/** One line of the facts; left out when there is nothing to tell. */
function Fact({ name, figures = false, children }: FactProps) {
  if (children === null || children === '') return null;
  return (
    <div className="call-fact">
      <dt>{name}</dt>
      <dd className={figures ? 'selectable figures' : 'selectable'}>{children}</dd>
    </div>
  );
}

/** What is known of a call, exactly. */
export function CallFacts({ call, words }: { readonly call: Call; readonly words: CallWords }) {
  const { t } = useTranslation('calls');
  const { t: tCommon } = useTranslation();
  const { formats } = words;
  const agent = ({ name, extension }: Agent) =>
    extension === null ? name : `${name} (${t('detail.extension', { extension })})`;
  const transferredTo = call.transferredTo?.agent
    ? agent(call.transferredTo.agent)
    : call.transferredTo?.number
      ? formats.phone(call.transferredTo.number)
      : null;
  const line = call.line;
  const lineNumber = line?.number && line.name !== null ? ` (${formats.phone(line.number)})` : '';
  const provider = tCommon(`providers.${call.provider}`);
  return (
    <dl className="call-facts-list">
      <Fact name={t('detail.number')} figures>
        {words.number(call) ?? t('detail.hiddenNumber')}
      </Fact>
      <Fact name={t('detail.organisation')}>
        {call.remote.name === null ? null : call.remote.organisation}
      </Fact>
      <Fact name={t('detail.line')} figures>
        {line && `${words.line(line) ?? ''}${lineNumber}`}
      </Fact>
      <Fact name={t('detail.teams')}>{formats.list(call.teams.map(({ name }) => name))}</Fact>
      <Fact name={t('detail.agent')}>{call.agent && agent(call.agent)}</Fact>
      <Fact name={t('detail.transferredBy')}>{call.transferredBy && agent(call.transferredBy)}</Fact>
      <Fact name={t('detail.transferredTo')}>{transferredTo}</Fact>
      <Fact name={t('detail.when')} figures>
        {formats.exact(call.startedAt)}
      </Fact>
      <Fact name={t('detail.ended')} figures>
        {call.endedAt === null ? t('detail.untilNow') : words.clock(call.endedAt)}
      </Fact>
      <Fact name={t('detail.wait')} figures>
        {call.waitSeconds === null ? null : formats.spokenDuration(call.waitSeconds)}
      </Fact>
      <Fact name={t('detail.talk')} figures>
        {call.talkSeconds === null ? null : formats.spokenDuration(call.talkSeconds)}
      </Fact>
      <Fact name={t('detail.reason')}>
        {call.providerReason === null ? null : reasonWords(call.providerReason, t)}
      </Fact>
      <Fact name={t('detail.recording')}>{call.hasRecording ? t('detail.recordingThere') : null}</Fact>
      <Fact name={t('detail.voicemail')}>{call.hasVoicemail ? t('detail.voicemailThere') : null}</Fact>
      <Fact name={t('detail.system')}>{provider}</Fact>
    </dl>
  );
}
