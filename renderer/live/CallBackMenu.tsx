import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUp } from '../../domain/live.ts';
import { useAnnounce } from '../announcer.tsx';
import { useFormats } from '../formats/use-formats.ts';
import { useToday } from '../formats/use-now.ts';
import { useAct } from '../queries.ts';
import { type CallBackChoice, callBackChoices, dueAtOf, tomorrowMorning } from './call-back-times.ts';

interface CallBackMenuProps {
  readonly who: Pick<FollowUp, 'accountId' | 'callId' | 'number' | 'name'>;
  /** The button that opens it. */
  readonly children: ReactElement;
}

/** Puts somebody among those to be called back: soon, tomorrow, or without a time. */
export function CallBackMenu({ who, children }: CallBackMenuProps) {
  const { t } = useTranslation('live');
  const formats = useFormats();
  const announce = useAnnounce();
  const add = useAct('followUps.add');
  const today = useToday();
  const nameOf = (choice: CallBackChoice): string =>
    choice === 'tomorrow'
      ? t('later.tomorrow', { time: formats.time(tomorrowMorning(today)) })
      : t(`later.${choice}`);
  const remind = (choice: CallBackChoice, now: number) => {
    const dueAt = dueAtOf(choice, now);
    add.mutate(
      { ...who, dueAt },
      {
        onSuccess: () =>
          announce(
            dueAt === null ? t('later.addedWhenever') : t('later.added', { when: formats.when(dueAt, now) }),
          ),
        onError: () => announce(t('later.refused')),
      },
    );
  };
  return (
    <Menu position="top-end" returnFocus withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {callBackChoices.map((choice) => (
          <Menu.Item key={choice} onClick={() => remind(choice, Date.now())}>
            {nameOf(choice)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
