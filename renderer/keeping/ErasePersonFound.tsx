import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonFound } from '../../domain/keeping.ts';
import { useAnnounce } from '../announcer.tsx';
import { ask } from '../bridge.ts';
import { useDeskStore } from '../desk.tsx';
import { deskToKeep, withForgotten, withoutCall } from '../desk-store.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FailureNotice } from '../parts/FailureNotice.tsx';
import { useNavigation } from '../navigation.tsx';
import { queryKey, useAct } from '../queries.ts';
import { useKeepingWords } from './use-keeping-words.ts';

interface ErasePersonFoundProps {
  /** The number as it was asked for. */
  readonly asked: string;
  readonly person: PersonFound;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** What is stored of a number, and the button that erases it. The first press of a key lands on the words, not on it. */
export function ErasePersonFound({ asked, person, onAnother, onClose }: ErasePersonFoundProps) {
  const { t } = useTranslation('keeping');
  const formats = useFormats();
  const words = useKeepingWords();
  const announce = useAnnounce();
  const erase = useAct('people.erase');
  const client = useQueryClient();
  const desk = useDeskStore();
  const { screen } = useNavigation();
  // Main knows which searches speak of the person, the page only that they are gone.
  const forget = useMutation({
    mutationFn: async () => {
      const written = deskToKeep(desk.read(), screen);
      await ask('desk.write', written);
      const kept = await ask('desk.read', {});
      desk.change((state) => withForgotten(state, written, kept));
    },
  });
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const number = formats.phone(person.number);
  const another = (
    <Button variant="default" onClick={onAnother}>
      {t('erase.another')}
    </Button>
  );

  if (person.calls === 0) {
    return (
      <div className="keeping-form">
        <p ref={heading} tabIndex={-1} className="keeping-warning">
          {t('erase.nobody', { number })}
        </p>
        <p>{t('erase.nobodyWhy')}</p>
        <div className="dialog-buttons">{another}</div>
      </div>
    );
  }
  const calls = words.counted({ count: person.calls, exact: true });
  const facts = [
    {
      name: t('erase.names'),
      value: person.names.length === 0 ? t('erase.nameless') : formats.list(person.names),
    },
    { name: t('erase.first'), value: person.earliest === null ? null : formats.exact(person.earliest) },
    { name: t('erase.last'), value: person.latest === null ? null : formats.exact(person.latest) },
  ];
  const confirm = () =>
    erase.mutate(
      { number: asked },
      {
        onSuccess: ({ erased }) => {
          // Nothing of the person may stay in sight or in memory: an open detail, the ones read before.
          desk.change(withoutCall);
          forget.mutate();
          client.removeQueries({ queryKey: queryKey('calls.detail') });
          client.removeQueries({ queryKey: queryKey('people.find') });
          announce(t('erase.done', { number, calls: words.counted({ count: erased, exact: true }) }));
          onClose();
        },
      },
    );
  return (
    <div className="keeping-form">
      <div className="erase-facts">
        <p ref={heading} tabIndex={-1} className="keeping-warning figures">
          {t('erase.found', { number, calls })}
        </p>
        <dl>
          {facts.map(({ name, value }) =>
            value === null ? null : (
              <div key={name} className="account-fact">
                <dt>{name}</dt>
                <dd className="figures selectable">{value}</dd>
              </div>
            ),
          )}
        </dl>
      </div>
      <p>{t('erase.forGood')}</p>
      <p>{t('erase.stillThere')}</p>
      {erase.error && <FailureNotice failure={erase.error.failure} />}
      <div className="dialog-buttons">
        {another}
        <Button className="button-loss" loading={erase.isPending} onClick={confirm}>
          {t('erase.confirm', { calls })}
        </Button>
      </div>
    </div>
  );
}
