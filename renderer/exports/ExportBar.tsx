import './exports.css';
import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFileExport } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportState } from '../../domain/export.ts';
import { useAnnounce } from '../announcer.tsx';
import { useFormats } from '../formats/use-formats.ts';
import { useKeepingWords } from '../keeping/use-keeping-words.ts';
import { useAct, useOperation } from '../queries.ts';
import { useExporting } from './export-context.ts';

function BarButton({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="desk-bar-button" onClick={onClick}>
      {children}
    </button>
  );
}

/** That an export failed, why, and what to do, in one line. */
function useFailedWords(): (state: ExportState) => string {
  const { t } = useTranslation('exports');
  const { t: failures } = useTranslation('failures');
  return ({ fileName, failure }) => {
    const { title, next } = failures(`codes.${failure?.code ?? 'unexpected'}`, { returnObjects: true });
    return `${t('failed', { file: fileName })} ${title}. ${next}`;
  };
}

function Running({ state }: { readonly state: ExportState }) {
  const { t } = useTranslation('exports');
  const formats = useFormats();
  const announce = useAnnounce();
  const cancel = useAct('exports.cancel');
  const { written, total, fileName: file } = state;
  const share = total === null || total === 0 ? 0 : Math.min(1, written / total);
  return (
    <>
      <IconFileExport size={16} stroke={1.75} aria-hidden />
      <span className="export-words figures">{t('running', { file })}</span>
      <Progress
        className="export-progress"
        value={share * 100}
        size={6}
        aria-label={t('running', { file })}
      />
      <span className="desk-bar-text figures">
        {total === null
          ? t('countingCalls')
          : t('progress', { written, total, percent: formats.percent(share) })}
      </span>
      <BarButton onClick={() => cancel.mutate({}, { onSuccess: () => announce(t('cancelled')) })}>
        {t('cancel')}
      </BarButton>
    </>
  );
}

function Ended({ state, onClose }: { readonly state: ExportState; readonly onClose: () => void }) {
  const { t } = useTranslation('exports');
  const words = useKeepingWords();
  const announce = useAnnounce();
  const reveal = useAct('exports.reveal');
  const { again } = useExporting();
  const why = useFailedWords();
  const isDone = state.phase === 'done';
  const Sign = isDone ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <Sign size={16} stroke={1.75} aria-hidden />
      <span className="desk-bar-text figures">
        {isDone
          ? t('done', { file: state.fileName, calls: words.counted({ count: state.written, exact: true }) })
          : why(state)}
      </span>
      {isDone && (
        <BarButton onClick={() => reveal.mutate({}, { onError: () => announce(t('revealRefused')) })}>
          {t('reveal')}
        </BarButton>
      )}
      {!isDone && again !== null && <BarButton onClick={again}>{t('again')}</BarButton>}
      <BarButton onClick={onClose}>{t('close')}</BarButton>
    </>
  );
}

/** How the export goes, above whatever screen is shown. Its beginning and end are said once, its numbers only shown. */
export function ExportBar() {
  const { t } = useTranslation('exports');
  const state = useOperation('exports.read', {}).data ?? null;
  const why = useFailedWords();
  const [closed, setClosed] = useState<ExportState | null>(null);
  const isShown = state !== null && state.phase !== 'cancelled' && state !== closed;
  const said = () => {
    if (!isShown) return '';
    const file = state.fileName;
    if (state.phase === 'running') return t('running', { file });
    return state.phase === 'failed' ? why(state) : t('ready', { file });
  };
  return (
    <>
      <div role="status" className="visually-hidden">
        {said()}
      </div>
      {isShown && (
        <div className="desk-bar export-bar" data-phase={state.phase}>
          {state.phase === 'running' ? (
            <Running state={state} />
          ) : (
            <Ended state={state} onClose={() => setClosed(state)} />
          )}
        </div>
      )}
    </>
  );
}
