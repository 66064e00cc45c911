import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShortcutList } from '../keys/ShortcutList.tsx';

/** What the keyboard can do; opened by `?`. */
export function KeysDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={620}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <ShortcutList />
    </Modal>
  );
}
