import './parts.css';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusContentIfLost } from './focus-content.ts';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** Pixels. */
  readonly width: number;
  readonly children: ReactNode;
  /** False where Escape takes back a step inside, and a click beside the dialog must not lose what is under way. */
  readonly closesLightly?: boolean;
}

/**
 * A dialog in the middle of the window: traps the focus, gives it back, closes by Escape. Put together from Modal's
 * parts because the ready-made header would be a second banner landmark.
 */
export function Dialog({ opened, onClose, title, width, children, closesLightly = true }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={width}
      closeOnEscape={closesLightly}
      closeOnClickOutside={closesLightly}
      // What opened it may be gone with what was confirmed.
      onExitTransitionEnd={focusContentIfLost}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('actions.close')} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
