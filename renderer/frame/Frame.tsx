import './frame.css';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { StepBackProvider } from '../keys/step-back.tsx';
import { useNavigation } from '../navigation.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { OfflineBar } from './OfflineBar.tsx';
import { Palette } from './Palette.tsx';
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

  return (
    <StepBackProvider>
      <div className="frame">
        {/* Not a link to #content: the address's fragment is the screen's name. */}
        <button type="button" className="skip-link" onClick={() => content.current?.focus()}>
          {t('frame.skipToContent')}
        </button>
        <Rail />
        <TitleBar search={search} onLeaveSearch={() => content.current?.focus()} />
        <main
          id="content"
          className="content"
          ref={content}
          tabIndex={-1}
          aria-label={t(`screens.${screen}`)}
        >
          <OfflineBar />
          <div className="screen">{children}</div>
        </main>
      </div>
      <Palette onSearch={focusSearch} onShowKeys={keysDialog.open} />
      <KeysDialog opened={keysShown} onClose={keysDialog.close} />
    </StepBackProvider>
  );
}
