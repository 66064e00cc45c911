import { useTranslation } from 'react-i18next';
import type { Call, Note } from '../../domain/call.ts';
import { useNow } from '../formats/use-now.ts';
import type { CallWords } from './call-words.ts';

/** The tags and notes that people left on a call; nothing when they left none. */
export function CallNotes({ call, words }: { readonly call: Call; readonly words: CallWords }) {
  const { t } = useTranslation('calls');
  const now = useNow();
  const signed = ({ author, at }: Note) =>
    [author, at === null ? null : words.formats.when(at, now)].filter((part) => part !== null).join(', ');
  return (
    <>
      {call.tags.length > 0 && (
        <>
          <h3>{t('detail.tags')}</h3>
          <ul className="call-tags">
            {call.tags.map((tag) => (
              <li key={tag.id} className="call-tag">
                {tag.colour !== null && <span className="call-tag-dot" style={{ background: tag.colour }} />}
                {tag.name}
              </li>
            ))}
          </ul>
        </>
      )}
      {call.notes.length > 0 && (
        <>
          <h3>{t('detail.notes')}</h3>
          <ul className="call-notes">
            {call.notes.map((note) => (
              <li key={note.id}>
                <p className="selectable">{note.text}</p>
                <p className="secondary figures">{signed(note)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
