import { useTranslation } from 'react-i18next';
import type { Call } from '../../domain/call.ts';
import { CallSign } from './CallSign.tsx';
import type { CallWords } from './call-words.ts';

interface OtherLegsProps {
  readonly legs: readonly Call[];
  readonly words: CallWords;
  readonly onOpen: (call: Call) => void;
}

/** The other calls of the same conversation, each leading to its own story. */
export function OtherLegs({ legs, words, onOpen }: OtherLegsProps) {
  const { t } = useTranslation('calls');
  if (legs.length === 0) return null;
  return (
    <>
      <h3>{t('detail.legs')}</h3>
      <ul className="call-legs">
        {legs.map((leg) => (
          <li key={leg.id}>
            <button type="button" className="call-leg" onClick={() => onOpen(leg)}>
              <CallSign call={leg} />
              <span className="call-name">{leg.agent?.name ?? words.title(leg).text}</span>
              <span className="secondary">{words.sign(leg)}</span>
              <span className="secondary figures">{words.clock(leg.startedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
