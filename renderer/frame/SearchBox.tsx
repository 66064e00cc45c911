import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk.tsx';
import { withText } from '../desk-store.ts';
import { useSettings } from '../facts.tsx';
import { KeyNames } from '../keys/KeyNames.tsx';
import { useStepBack } from '../keys/step-back.tsx';
import { useNavigation, useSearchText } from '../navigation.tsx';

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Focus goes back to the content. */
  readonly onLeave: () => void;
}

/** The one search of the app. On a screen without a list, typing leads to the calls. */
export function SearchBox({ input, onLeave }: SearchBoxProps) {
  const { t } = useTranslation();
  const { screen, go } = useNavigation();
  const store = useDeskStore();
  const [text, setText] = useSearchText();
  const { singleKeyShortcuts } = useSettings();
  useStepBack(text !== '', () => setText(''));

  const search = (typed: string) => {
    if (typed === '' || (screen !== 'accounts' && screen !== 'settings')) {
      setText(typed);
      return;
    }
    go('calls');
    store.change((desk) => withText(desk, 'calls', typed));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onLeave();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (text === '') onLeave();
    else setText('');
  };

  return (
    <search className="search-box">
      <TextInput
        ref={input}
        type="search"
        size="sm"
        aria-label={t('frame.search')}
        placeholder={t('frame.search')}
        value={text}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        rightSection={
          text === '' ? (
            singleKeyShortcuts && (
              <span aria-hidden>
                <KeyNames keyName="/" />
              </span>
            )
          ) : (
            <CloseButton
              size="sm"
              aria-label={t('frame.clearSearch')}
              onClick={() => {
                setText('');
                input.current?.focus();
              }}
            />
          )
        }
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
      />
    </search>
  );
}
