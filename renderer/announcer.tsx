import { notifications } from '@mantine/notifications';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';

/** Says the result of an action politely: seen for a moment, and read by a screen reader. */
export type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce | null>(null);

/**
 * One live region for the whole page, always present: a region inserted together with its text is not read.
 * The visible note is hidden from assistive technology so that nothing is said twice.
 */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const announce = useCallback<Announce>((text) => {
    setSaid(({ turn }) => ({ text, turn: turn + 1 }));
    notifications.show({
      message: text,
      withCloseButton: false,
      autoClose: 4000,
      role: 'presentation',
      'aria-hidden': true,
    });
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" aria-live="polite" role="status">
        {/* A new key makes the same words be read again. */}
        <span key={said.turn}>{said.text}</span>
      </div>
    </AnnounceContext>
  );
}

export function useAnnounce(): Announce {
  const announce = use(AnnounceContext);
  if (!announce) throw new Error('useAnnounce outside AnnouncerProvider');
  return announce;
}
