import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Presence } from '../../domain/switchboard.ts';
import { countStates, type PeopleSection } from './arrange-people.ts';
import { PresenceMark } from './PresenceMark.tsx';
import type { SwitchboardWords } from './switchboard-words.ts';

// What decides where the next call goes; the rest can be read off the cards.
const told: readonly Presence[] = ['on-call', 'ringing', 'available'];

/** Names a section and says how its people stand. */
export const SectionHeading = memo(function SectionHeading(props: {
  readonly section: PeopleSection;
  readonly words: SwitchboardWords;
}) {
  const { section, words } = props;
  const { t } = useTranslation('switchboard');
  const { group, people } = section;
  const states = countStates(people);
  const name = () => {
    switch (group.by) {
      case 'team':
        return group.team.name;
      case 'no-team':
        return t('noTeam');
      case 'presence':
        return words.presence(group.presence);
      case 'none':
        return t('parts.people');
    }
  };
  return (
    <>
      {group.by === 'presence' && <PresenceMark presence={group.presence} />}
      <span className="people-heading-name">{name()}</span>
      <span className="secondary figures">{t('people', { count: people.length })}</span>
      {group.by !== 'presence' &&
        told.map((presence) => {
          const count = states.get(presence) ?? 0;
          return count === 0 ? null : (
            <span
              key={presence}
              className="people-heading-count secondary figures"
              title={words.presence(presence)}
            >
              <PresenceMark presence={presence} />
              {words.formats.number(count)}
              <span className="visually-hidden"> {words.presence(presence)}</span>
            </span>
          );
        })}
      {group.by === 'team' && group.team.waiting !== null && group.team.waiting > 0 && (
        <span className="people-heading-waiting figures">{t('waiting', { count: group.team.waiting })}</span>
      )}
    </>
  );
});
