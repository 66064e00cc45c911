import './parts.css';
import { Tooltip } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { staleWords } from './stale-words.ts';

/** How old what is shown is, in words; the exact instant in its tooltip. `takenAt` null means never read whole. */
export function StaleMarker({ takenAt }: { readonly takenAt: number | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = staleWords(takenAt, useNow(), t, formats);
  return (
    <Tooltip label={takenAt === null ? words : formats.exact(takenAt)}>
      <span className="stale-marker figures">
        <IconClock size={14} stroke={1.75} aria-hidden />
        {words}
      </span>
    </Tooltip>
  );
}
