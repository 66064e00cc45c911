import './connection.css';
import { Button, FileButton, Textarea } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { type DragEvent, type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../formats/use-formats.ts';
import { FailureNotice } from '../../parts/FailureNotice.tsx';
import { SecretsNote } from '../SecretsNote.tsx';
import { StepHeading } from '../StepHeading.tsx';
import { type FileReading, mostBytes, readDroppedFile } from './read-dropped-file.ts';
import type { ConnectionControl } from './use-connection.ts';

interface ConnectionEntryProps {
  readonly connection: ConnectionControl;
  readonly onBack: () => void;
}

/** Takes a connection string: pasted, or from a file that is chosen or dropped anywhere on it. */
export function ConnectionEntry({ connection, onBack }: ConnectionEntryProps) {
  const { t } = useTranslation('connection');
  const { t: welcome } = useTranslation('welcome');
  const formats = useFormats();
  const field = useRef<HTMLTextAreaElement>(null);
  const [wrong, setWrong] = useState<Exclude<FileReading['kind'], 'text'> | 'empty' | null>(null);
  const [isOver, setOver] = useState(false);

  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const reading = await readDroppedFile(file);
    setWrong(reading.kind === 'text' ? null : reading.kind);
    if (reading.kind === 'text') connection.open(reading.text);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = field.current?.value ?? '';
    if (text.trim() === '') {
      setWrong('empty');
      field.current?.focus();
      return;
    }
    setWrong(null);
    if (field.current) field.current.value = '';
    connection.open(text);
  };
  const dropped = (event: DragEvent) => {
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file) return; // text: the field takes it by itself
    event.preventDefault();
    void take(file);
  };
  return (
    <form
      className="sign-in-step connection-entry"
      data-over={isOver || undefined}
      onSubmit={submit}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.target === event.currentTarget) setOver(false);
      }}
      onDrop={dropped}
      noValidate
    >
      <StepHeading>{t('entry.title')}</StepHeading>
      <p className="sign-in-where">{t('entry.lead')}</p>
      {connection.isForgotten && <p className="sign-in-warning">{t('entry.forgotten')}</p>}
      {connection.failure && <FailureNotice failure={connection.failure} />}
      <Textarea
        ref={field}
        label={t('entry.field')}
        description={t('entry.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        classNames={{ input: 'connection-text' }}
        rows={4}
        maxLength={mostBytes}
        autoComplete="off"
        spellCheck={false}
        readOnly={connection.isBusy}
        error={wrong && t(`entry.wrong.${wrong}`, { most: formats.number(mostBytes) })}
        errorProps={{ role: 'alert' }}
      />
      <FileButton onChange={(file) => void take(file)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            className="connection-file"
            leftSection={<IconFile size={16} stroke={1.75} aria-hidden />}
          >
            {t('entry.choose')}
          </Button>
        )}
      </FileButton>
      <SecretsNote brief />
      <div className="sign-in-buttons">
        <Button variant="default" onClick={onBack}>
          {welcome('form.back')}
        </Button>
        <Button type="submit" loading={connection.isBusy}>
          {t('entry.read')}
        </Button>
      </div>
    </form>
  );
}
