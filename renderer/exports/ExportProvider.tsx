import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '../../domain/export.ts';
import { useAnnounce } from '../announcer.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useAct } from '../queries.ts';
import { ExportContext, type ListShown } from './export-context.ts';
import { ExportForm } from './ExportForm.tsx';

/** Knows which list is shown and holds the dialog that exports it, for the button above the list and the palette. */
export function ExportProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('exports');
  const { t: failures } = useTranslation('failures');
  const announce = useAnnounce();
  const [shown, show] = useState<ListShown | null>(null);
  // What the dialog was opened for: the list may change, or go, behind it.
  const [asked, setAsked] = useState<ListShown | null>(null);
  const [last, setLast] = useState<ExportRequest | null>(null);
  const { mutate } = useAct('exports.begin');
  const close = () => setAsked(null);
  const value = useMemo(
    () => ({
      shown,
      show,
      ask: () => setAsked(shown),
      again:
        last &&
        (() => mutate(last, { onError: ({ failure }) => announce(failures(`codes.${failure.code}.title`)) })),
    }),
    [shown, last, mutate, announce, failures],
  );
  return (
    <ExportContext value={value}>
      {children}
      <Dialog opened={asked !== null} onClose={close} width={460} title={t('title')}>
        {asked && <ExportForm list={asked} onBegun={setLast} onClose={close} />}
      </Dialog>
    </ExportContext>
  );
}
