import './keeping.css';
import { Button } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../domain/call.ts';
import { useErasePerson } from './erase-context.ts';

/** Offers to erase the person of a call; nothing for a withheld number, which names nobody. */
export function EraseOffer({ call }: { readonly call: Pick<Call, 'remote'> }) {
  const { t } = useTranslation('keeping');
  const erase = useErasePerson();
  const number = call.remote.e164 ?? call.remote.raw;
  if (call.remote.hidden || !/\d.*\d.*\d/u.test(number)) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      className="erase-offer"
      leftSection={<IconEraser size={15} stroke={1.75} aria-hidden />}
      onClick={() => erase(number)}
    >
      {t('erase.offer')}
    </Button>
  );
}
