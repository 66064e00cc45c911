import '../acting/acting.css';
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../navigation.tsx';
import { useOperation } from '../queries.ts';
import { PresenceMark } from '../switchboard/PresenceMark.tsx';
import { useSwitchboardWords } from '../switchboard/switchboard-words.ts';

/** What the switchboard says the person at this desk is doing; nothing while no sign-in tells who that is. */
export function MyPresence() {
  const { t } = useTranslation('acting');
  const { go } = useNavigation();
  const words = useSwitchboardWords();
  const me = useOperation('me.read', {}).data?.people ?? [];
  const people = useOperation('switchboard.read', {}).data?.people ?? [];
  const person = people.find(({ accountId, id }) =>
    me.some((mine) => mine.accountId === accountId && mine.personId === id),
  );
  if (!person) return null;
  const state = words.presence(person.presence);
  return (
    <Tooltip label={`${person.name} · ${words.ownWord(person)}`}>
      <button
        type="button"
        className="my-presence"
        aria-label={t('me.go', { state })}
        onClick={() => go('switchboard')}
      >
        <PresenceMark presence={person.presence} />
        <span className="my-presence-word">{t('me.presence', { state })}</span>
      </button>
    </Tooltip>
  );
}
