import './frame.css';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActingBar } from '../acting/ActingBar.tsx';
import { ExportBar } from '../exports/ExportBar.tsx';
import { StepBackProvider } from '../keys/step-back.tsx';
import { CallCards } from '../live/CallCards.tsx';
import { useNavigation } from '../navigation.tsx';
import { focusContent } from '../parts/focus-content.ts';
import { KeysDialog } from './KeysDialog.tsx';
import { OfflineBar } from './OfflineBar.tsx';
import { Palette } from './Palette.tsx';
import { SignInBar } from './SignInBar.tsx';
import { Rail } from './Rail.tsx';
import { TitleBar } from './TitleBar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';

/** Rail, title bar and what is above everything: palette and shortcut list. The content is a landmark of its own. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { screen } = useNavigation();
  const search = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLElement>(null);
  const [keysShown, keysDialog] = useDisclosure(false);
  const focusSearch = () => search.current?.select();
  useFrameKeys({ focusSearch, showKeys: keysDialog.open });

  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    // A key changed the screen, and what had the focus went with the old one: Tab goes on in the new one, not from the
    // window's first button. The call list takes it over when it is there.
    if (document.activeElement === document.body) content.current?.focus({ preventScroll: true });
  }, [screen]);

  return (
    <StepBackProvider>
      <div className="frame">
        {/* Not a link to #content: the address's fragment is the screen's name. */}
        <button type="button" className="skip-link" onClick={() => content.current?.focus()}>
          {t('frame.skipToContent')}
        </button>
        <Rail />
        {/* What was found is the next thing to walk through. */}
        <TitleBar search={search} onLeaveSearch={focusContent} />
        <main
          id="content"
          className="content"
          ref={content}
          tabIndex={-1}
          aria-label={t(`screens.${screen}`)}
        >
          <ActingBar />
          <SignInBar />
          <OfflineBar />
          <ExportBar />
          <div className="screen">{children}</div>
        </main>
        <CallCards />
      </div>
      <Palette onSearch={focusSearch} onShowKeys={keysDialog.open} />
      <KeysDialog opened={keysShown} onClose={keysDialog.close} />
    </StepBackProvider>
  );
}
