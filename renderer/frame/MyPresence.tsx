import '../acting/acting.css';
import { Menu } from '@mantine/core';
import { IconExternalLink, IconHeadset } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../domain/acting.ts';
import type { Person, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useAnnounce } from '../announcer.tsx';
import { useNavigation } from '../navigation.tsx';
import { useAct, useOperation } from '../queries.ts';
import { PresenceMark } from '../switchboard/PresenceMark.tsx';
import { useSwitchboard } from '../switchboard/use-switchboard.ts';
import { useSwitchboardWords } from '../switchboard/switchboard-words.ts';

const nobody: Me['people'] = [];

/** The person at this desk as the switchboard has them; renders again only when something of them changes. */
function useMyself(): Person | null {
  const me = useOperation('me.read', {}).data?.people ?? nobody;
  const select = useCallback(
    ({ people }: SwitchboardSnapshot) =>
      (me.length > 0 &&
        people.find(({ accountId, id }) =>
          me.some((mine) => mine.accountId === accountId && mine.personId === id),
        )) ||
      null,
    [me],
  );
  return useSwitchboard(select) ?? null;
}

interface ChoicesProps {
  readonly person: Person;
  readonly onSet: (choice: string) => void;
  readonly onOpenPage: () => void;
}

/** What the phone system lets the person be set to, or the way to its page where that is done. */
function Choices({ person: { accountId, provider }, onSet, onOpenPage }: ChoicesProps) {
  const { t } = useTranslation('acting');
  const reading = useOperation('presence.choices', { accountId }, { staleTime: 0 });
  if (reading.error) return <Menu.Label>{t('me.choicesFailed')}</Menu.Label>;
  if (!reading.data) return <Menu.Label>{t('me.choicesLoading')}</Menu.Label>;
  const { choices, page } = reading.data;
  return (
    <>
      {choices.length > 0 && <Menu.Label>{t('me.setTo')}</Menu.Label>}
      <Menu.RadioGroup value={choices.find(({ active }) => active)?.id ?? null} onChange={onSet}>
        {choices.map(({ id, name }) => (
          <Menu.RadioItem key={id} value={id} closeMenuOnClick>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      {page && (
        <Menu.Item
          leftSection={<IconExternalLink size={15} stroke={1.75} aria-hidden />}
          onClick={onOpenPage}
        >
          {t(`me.page.${provider}`)}
        </Menu.Item>
      )}
    </>
  );
}

/** What the person at this desk is doing and may be set to; nothing while nobody tells who that is. */
export function MyPresence() {
  const { t } = useTranslation('acting');
  const { go } = useNavigation();
  const words = useSwitchboardWords();
  const person = useMyself();
  const [isOpen, setOpen] = useState(false);
  const announce = useAnnounce();
  // Here, because the menu closes before they are done.
  const set = useAct('presence.set');
  const openPage = useAct('presence.openPage');
  if (!person) return null;
  const { accountId } = person;
  const setTo = (choice: string) =>
    set.mutate(
      { accountId, choice },
      {
        onSuccess: ({ choices }) =>
          announce(t('me.set', { state: choices.find(({ id }) => id === choice)?.name ?? '' })),
        onError: () => announce(t('me.setRefused')),
      },
    );
  const open = () => openPage.mutate({ accountId }, { onError: () => announce(t('me.pageRefused')) });
  const state = words.presence(person.presence);
  return (
    <Menu
      position="bottom-end"
      returnFocus
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      opened={isOpen}
      onChange={setOpen}
    >
      <Menu.Target>
        <button type="button" className="my-presence" aria-label={t('me.menu', { state })}>
          <PresenceMark presence={person.presence} />
          <span className="my-presence-word">{t('me.presence', { state })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{`${person.name} · ${words.ownWord(person)}`}</Menu.Label>
        {isOpen && <Choices person={person} onSet={setTo} onOpenPage={open} />}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconHeadset size={15} stroke={1.75} aria-hidden />}
          onClick={() => go('switchboard')}
        >
          {t('me.switchboard')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
