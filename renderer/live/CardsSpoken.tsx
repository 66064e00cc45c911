import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAlert } from '../../domain/live.ts';
import { useSettings } from '../facts.tsx';
import { withinAccount } from '../switchboard/within-account.ts';
import { cardKey } from './card-key.ts';
import { useLiveWords } from './live-words.ts';

/** Says each call once, politely, when it comes; what becomes of it stands in its card. */
export function CardsSpoken({ alerts }: { readonly alerts: readonly CallAlert[] }) {
  const { t } = useTranslation('live');
  const words = useLiveWords();
  const { singleKeyShortcuts } = useSettings();
  const [newest] = alerts;
  const key = newest ? withinAccount(newest.call.accountId, newest.call.id) : '';
  const said = (): string => {
    if (!newest || newest.overAt !== null) return '';
    const who = words.who(newest.call).text;
    const what =
      newest.call.state === 'ringing' && newest.call.direction === 'in'
        ? t('cards.incoming', { who })
        : `${who}: ${words.state(newest.call, [])}`;
    return [
      what,
      ...newest.call.way.map(words.way),
      ...(singleKeyShortcuts ? [t('cards.hint', { key: cardKey.toUpperCase() })] : []),
    ].join('. ');
  };
  const [spoken, setSpoken] = useState({ key: '', text: '' });
  // A call that is known already is not said again, whatever becomes of it.
  if (key !== spoken.key) setSpoken({ key, text: said() });
  return (
    <div className="visually-hidden" role="status">
      <span key={spoken.key}>{spoken.text}</span>
    </div>
  );
}
