import './sign-in.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../domain/account.ts';
import { SecretsNote } from './SecretsNote.tsx';
import { type FieldName, type FormWay, missingFields, requestFrom, signInFields } from './sign-in-fields.ts';
import { SignInFailure } from './SignInFailure.tsx';
import { StepHeading } from './StepHeading.tsx';
import { useSignIn } from './use-sign-in.ts';

interface SignInFormProps {
  readonly way: FormWay;
  /** The account to sign in again; its history stays. Null adds a new one. */
  readonly renew: Account | null;
  readonly onSignedIn: (account: Account) => void;
  readonly onBack: () => void;
  /** Leads to the other ways of the same phone system, where there are any. */
  readonly onAnotherWay: (() => void) | null;
}

/** Asks for a credential. What is secret stays in the field itself and is gone the moment it was sent. */
export function SignInForm({ way, renew, onSignedIn, onBack, onAnotherWay }: SignInFormProps) {
  const { t } = useTranslation('welcome');
  const { t: signInWords } = useTranslation('signIn');
  const form = useRef<HTMLFormElement>(null);
  const signIn = useSignIn(onSignedIn);
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const isAircall = way === 'aircall-api-key';
  const fields = signInFields[way];

  const focusField = (name: FieldName | undefined) => {
    const field = name === undefined ? null : form.current?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.focus();
  };
  // Known from the last time: then only the secret is asked for.
  const knownEmail = way === 'voipex-password' && renew?.signedInAs.includes('@') ? renew.signedInAs : null;
  const firstField = fields.find(({ name }) => name !== 'email' || knownEmail === null)?.name;
  useEffect(() => focusField(firstField), [firstField]);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const lacking = missingFields(way, typed);
    setMissing(lacking);
    if (lacking.length > 0) {
      focusField(lacking[0]);
      return;
    }
    void signIn.submit(requestFrom(way, typed, renew?.id ?? null));
    for (const { name } of fields.filter(({ secret }) => secret)) {
      const field = event.currentTarget.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = '';
    }
  };

  return (
    <form ref={form} className="sign-in-form" onSubmit={submit} noValidate>
      {/* The dialog for an account that is signed in again says so in its own title. */}
      {!renew && (
        <StepHeading focused={false}>{t(isAircall ? 'form.aircallTitle' : 'form.voipexTitle')}</StepHeading>
      )}
      <p className="sign-in-where">{t(isAircall ? 'form.aircallWhere' : 'form.voipexWhere')}</p>
      {signIn.failure && <SignInFailure failure={signIn.failure} />}
      {fields.map(({ name, secret, type, autoComplete, maxLength }) => {
        const common = {
          name,
          label: t(`form.${name}`),
          autoComplete,
          maxLength,
          'data-autofocus': name === firstField || undefined,
          required: true,
          withAsterisk: false,
          spellCheck: false,
          readOnly: signIn.isBusy,
          error: missing.includes(name)
            ? t(`form.missing.${name}`)
            : signIn.failure?.code === 'sign-in-rejected',
        };
        return secret ? (
          <PasswordInput
            key={name}
            {...common}
            visibilityToggleButtonProps={{ 'aria-label': t('form.show'), tabIndex: 0 }}
          />
        ) : (
          <TextInput
            key={name}
            {...common}
            type={type}
            inputMode={type}
            defaultValue={name === 'email' ? (knownEmail ?? '') : ''}
          />
        );
      })}
      {!renew && (
        <TextInput
          name="label"
          label={t('form.label')}
          description={t('form.labelOptional')}
          maxLength={60}
          autoComplete="off"
          readOnly={signIn.isBusy}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
      )}
      <SecretsNote brief />
      {onAnotherWay && (
        <Button variant="subtle" className="another-way" onClick={onAnotherWay}>
          {signInWords('anotherWay')}
        </Button>
      )}
      <div className="sign-in-buttons">
        <Button
          variant="default"
          onClick={() => {
            signIn.abandon();
            onBack();
          }}
        >
          {t('form.back')}
        </Button>
        <Button type="submit" loading={signIn.isBusy} aria-label={signIn.isBusy ? t('form.busy') : undefined}>
          {t('form.submit')}
        </Button>
      </div>
    </form>
  );
}
