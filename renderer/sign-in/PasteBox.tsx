import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasteReading } from '../../domain/sign-in.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { pasteInto } from './use-attempt.ts';
import { useAsking } from './use-asking.ts';

/** Takes the code or the address that the browser shows. It is a secret for a moment: emptied once it was sent. */
export function PasteBox({ kind }: { readonly kind: 'code' | 'address' }) {
  const { t } = useTranslation('signIn');
  const field = useRef<HTMLInputElement>(null);
  const { isBusy, failure, run } = useAsking();
  const [answer, setAnswer] = useState<PasteReading['why'] | 'empty'>(null);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '') {
      setAnswer('empty');
      field.current?.focus();
      return;
    }
    if (field.current) field.current.value = '';
    setAnswer(null);
    void run(
      () => pasteInto(text),
      ({ why }) => {
        setAnswer(why);
        if (why !== null) field.current?.focus();
      },
    );
  };
  return (
    <form className="paste-box" onSubmit={submit} noValidate>
      <TextInput
        ref={field}
        label={t(`paste.${kind}`)}
        maxLength={4096}
        autoComplete="off"
        spellCheck={false}
        readOnly={isBusy}
        error={answer && t(`paste.why.${answer}`)}
        errorProps={{ role: 'alert' }}
      />
      <Button type="submit" variant="default" loading={isBusy}>
        {t('paste.submit')}
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </form>
  );
}
