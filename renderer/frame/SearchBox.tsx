import '../search/search.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk.tsx';
import { withText } from '../desk-store.ts';
import { useSettings } from '../facts.tsx';
import { useFormats } from '../formats/use-formats.ts';
import { KeyNames } from '../keys/KeyNames.tsx';
import { useStepBack } from '../keys/step-back.tsx';
import { useNavigation, useSearchText } from '../navigation.tsx';
import { type Completion, completed, saidOf } from '../search/completions.ts';
import { MarkedText } from '../search/MarkedText.tsx';
import { offerId, OfferList, offerListId } from '../search/OfferList.tsx';
import { useCompletions } from '../search/use-completions.ts';
import { useSearchWords } from '../search/use-search-words.ts';

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Focus goes back to the content. */
  readonly onLeave: () => void;
}

const longest = 200;
// Long enough that a screen reader is not talked over while somebody types.
const sayAfterMs = 700;

/** Says what the operators narrow the list to, and how many suggestions there are. */
function SearchSpoken({ text, offers }: { readonly text: string; readonly offers: number }) {
  const { t } = useTranslation('search');
  const formats = useFormats();
  const words = useSearchWords();
  const said = useMemo(() => {
    const what = saidOf(text, words);
    return [
      ...(what.length > 0 ? [t('narrowed', { what: formats.list(what) })] : []),
      ...(offers > 0 ? [t('offers', { count: offers })] : []),
    ].join('. ');
  }, [text, offers, words, formats, t]);
  const [spoken] = useDebouncedValue(said, sayAfterMs);
  return (
    <span className="visually-hidden" role="status">
      {spoken}
    </span>
  );
}

/**
 * The one search of the app, a combobox: operators and their values are offered below it while calls are searched. On a
 * screen without a list, typing leads to the calls.
 */
export function SearchBox({ input, onLeave }: SearchBoxProps) {
  const { t } = useTranslation();
  const { screen, go } = useNavigation();
  const store = useDeskStore();
  const [text, setText] = useSearchText();
  const { singleKeyShortcuts } = useSettings();
  const [caret, setCaret] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const marks = useRef<HTMLDivElement>(null);
  const caretToBe = useRef<number | null>(null);
  const hasOperators = screen !== 'switchboard';
  const { token, offers } = useCompletions(text, caret, isOpen && hasOperators);
  const isShown = offers.length > 0;
  useStepBack(text !== '', () => setText(''));

  const search = (typed: string) => {
    if (typed === '' || (screen !== 'accounts' && screen !== 'settings')) {
      setText(typed);
      return;
    }
    go('calls');
    store.change((desk) => withText(desk, 'calls', typed));
  };
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const clear = () => {
    close();
    setText('');
  };
  const accept = (offer: Completion) => {
    const next = completed(text, caret, token, offer.insert);
    if (next.text.length > longest) return;
    search(next.text);
    setCaret(next.caret);
    setActive(-1);
    setOpen(offer.goesOn);
    caretToBe.current = next.caret;
    input.current?.focus();
  };
  // The frames behind the text go where the field scrolled it.
  const followText = () => {
    if (marks.current && input.current) marks.current.scrollLeft = input.current.scrollLeft;
  };
  useLayoutEffect(() => {
    if (caretToBe.current !== null) input.current?.setSelectionRange(caretToBe.current, caretToBe.current);
    caretToBe.current = null;
    followText();
  });

  const moveBy = (by: 1 | -1) => {
    if (!isShown) {
      setOpen(true);
      return;
    }
    // From the last one the way leads through the field itself, which is -1.
    setActive((from) => ((from + 1 + by + offers.length + 1) % (offers.length + 1)) - 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const offer = offers[active];
    if (event.key === 'ArrowDown' && hasOperators) moveBy(1);
    else if (event.key === 'ArrowUp' && isShown) moveBy(-1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && offer !== undefined) accept(offer);
    else if (event.key === 'Enter') {
      close();
      onLeave();
    } else if (event.key === 'Escape') {
      if (isShown) close();
      else if (text === '') onLeave();
      else clear();
    } else return;
    event.preventDefault();
  };

  return (
    <search className="search-box">
      <IconSearch className="search-sign" size={16} stroke={1.75} aria-hidden />
      <div className="search-field">
        {hasOperators && <MarkedText ref={marks} text={text} />}
        <input
          ref={input}
          type="text"
          role="combobox"
          inputMode="search"
          enterKeyHint="search"
          aria-label={t('frame.search')}
          aria-autocomplete="list"
          aria-expanded={isShown}
          aria-controls={isShown ? offerListId : undefined}
          aria-activedescendant={isShown && active >= 0 ? offerId(active) : undefined}
          placeholder={t('frame.search')}
          value={text}
          onChange={({ currentTarget }) => {
            search(currentTarget.value);
            setCaret(currentTarget.selectionStart ?? currentTarget.value.length);
            setActive(-1);
            setOpen(currentTarget.value !== '');
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
          onScroll={followText}
          onBlur={close}
          onKeyDown={onKeyDown}
          spellCheck={false}
          autoComplete="off"
          maxLength={longest}
        />
      </div>
      <span className="search-end">
        {text === '' ? (
          singleKeyShortcuts && (
            <span aria-hidden>
              <KeyNames keyName="/" />
            </span>
          )
        ) : (
          <button
            type="button"
            className="search-clear"
            aria-label={t('frame.clearSearch')}
            onClick={() => {
              clear();
              input.current?.focus();
            }}
          >
            <IconX size={15} stroke={2} aria-hidden />
          </button>
        )}
      </span>
      {isShown && <OfferList offers={offers} active={active} onAccept={accept} />}
      {hasOperators && <SearchSpoken text={text} offers={offers.length} />}
    </search>
  );
}
