import './exports.css';
import { Button, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, exportFormats, type ExportRequest } from '../../domain/export.ts';
import { languageFor } from '../i18n/i18n.ts';
import { useFacts, useSettings } from '../facts.tsx';
import { useKeepingWords } from '../keeping/use-keeping-words.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useAct, useOperation } from '../queries.ts';
import type { ListShown } from './export-context.ts';
import { useRemembered } from '../calls/use-remembered.ts';

interface ExportFormProps {
  readonly list: ListShown;
  readonly onBegun: (request: ExportRequest) => void;
  readonly onClose: () => void;
}

/** What is exported, into which kind of file; where to is asked by the system. */
export function ExportForm({ list, onBegun, onClose }: ExportFormProps) {
  const { t } = useTranslation('exports');
  const { t: common } = useTranslation();
  const words = useKeepingWords();
  const { systemLocale } = useFacts();
  const { language } = useSettings();
  const [format, setFormat] = useRemembered<ExportFormat>('format of exports', 'xlsx');
  const begin = useAct('exports.begin');
  const isBusy = useOperation('exports.read', {}).data?.phase === 'running';

  const submit = () => {
    const request: ExportRequest = {
      filter: list.filter,
      format,
      language: languageFor(language, systemLocale),
    };
    begin.mutate(request, {
      onSuccess: (state) => {
        // No file was chosen: the question stays as it was left.
        if (state === null) return;
        onBegun(request);
        onClose();
      },
    });
  };
  return (
    <div className="export-form">
      <p className="figures">
        {t('lead', { calls: words.counted(list.total ?? { count: 0, exact: false }) })}
      </p>
      <Radio.Group
        label={t('format')}
        value={format}
        onChange={(chosen) => setFormat(chosen === 'csv' ? 'csv' : 'xlsx')}
      >
        {exportFormats.map((one) => (
          <Radio key={one} value={one} label={t(`formats.${one}`)} description={t(`formatsWhy.${one}`)} />
        ))}
      </Radio.Group>
      {isBusy && <p className="secondary">{t('busy')}</p>}
      {begin.error && <FailureNotice failure={begin.error.failure} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button disabled={isBusy} loading={begin.isPending} onClick={submit}>
          {t('begin')}
        </Button>
      </div>
    </div>
  );
}
