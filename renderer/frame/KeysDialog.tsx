import { useTranslation } from 'react-i18next';
import { ShortcutList } from '../keys/ShortcutList.tsx';
import { Dialog } from '../parts/Dialog.tsx';

/** What the keyboard can do; opened by `?`. */
export function KeysDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} width={620} title={t('keys.title')}>
      <ShortcutList />
    </Dialog>
  );
}
