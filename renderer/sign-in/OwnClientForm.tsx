import './sign-in.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { SecretsNote } from './SecretsNote.tsx';
import { StepHeading } from './StepHeading.tsx';
import { callbackKind, missingClientFields, ownClientRequest } from './own-client-fields.ts';
import type { Flow } from './use-sign-in-flow.ts';

interface OwnClientFormProps {
  readonly flow: Flow;
  readonly renew: Account | null;
}

/** Asks for an OAuth client of the customer's own. The secret stays in its field and is gone the moment it was sent. */
export function OwnClientForm({ flow, renew }: OwnClientFormProps) {
  const { t } = useTranslation('signIn');
  const { t: welcome } = useTranslation('welcome');
  const typedCallback = flow.typedClient?.callbackUrl ?? '';
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<ReturnType<typeof missingClientFields>>([]);
  const [callback, setCallback] = useState(() => callbackKind(typedCallback));

  const focusField = (name: string | undefined) => {
    const field = name === undefined ? null : form.current?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.focus();
  };
  useEffect(() => focusField('clientId'), []);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const lacking = missingClientFields(typed);
    setMissing(lacking);
    if (lacking.length > 0) {
      focusField(lacking[0]);
      return;
    }
    flow.begin(ownClientRequest(typed, renew?.id ?? null));
    const secret = event.currentTarget.elements.namedItem('clientSecret');
    if (secret instanceof HTMLInputElement) secret.value = '';
  };
  const common = { autoComplete: 'off', spellCheck: false, required: true, withAsterisk: false };
  const errorOf = (name: (typeof missing)[number]) =>
    missing.includes(name) && t(`ownClient.missing.${name}`);
  return (
    <form ref={form} className="sign-in-form" onSubmit={submit} noValidate>
      <StepHeading focused={false}>{t('ownClient.title')}</StepHeading>
      <p className="sign-in-where">{t('ownClient.where')}</p>
      <TextInput
        {...common}
        name="clientId"
        label={t('ownClient.clientId')}
        defaultValue={flow.typedClient?.clientId}
        maxLength={200}
        error={errorOf('clientId')}
      />
      <PasswordInput
        {...common}
        name="clientSecret"
        label={t('ownClient.clientSecret')}
        maxLength={500}
        error={errorOf('clientSecret')}
        visibilityToggleButtonProps={{ 'aria-label': welcome('form.show'), tabIndex: 0 }}
      />
      <TextInput
        {...common}
        name="callbackUrl"
        type="url"
        inputMode="url"
        label={t('ownClient.callbackUrl')}
        defaultValue={typedCallback}
        placeholder="http://127.0.0.1:33333/callback"
        description={t(`ownClient.callback.${callback}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={2000}
        error={errorOf('callbackUrl')}
        onChange={(event) => setCallback(callbackKind(event.currentTarget.value))}
      />
      {!renew && (
        <TextInput
          name="label"
          label={welcome('form.label')}
          description={welcome('form.labelOptional')}
          maxLength={60}
          autoComplete="off"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
      )}
      <SecretsNote brief />
      <div className="sign-in-buttons">
        <Button variant="default" onClick={flow.goBack}>
          {welcome('form.back')}
        </Button>
        <Button type="submit">{t('before.open')}</Button>
      </div>
    </form>
  );
}
