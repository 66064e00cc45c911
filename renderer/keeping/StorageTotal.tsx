import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useOperation } from '../queries.ts';
import { useKeepingWords } from './use-keeping-words.ts';

/** What all stored calls take on the disk. */
export function StorageTotal() {
  const { t } = useTranslation('keeping');
  const formats = useFormats();
  const words = useKeepingWords();
  const stored = useOperation('storage.read', {}).data;
  if (!stored) return null;
  const count = stored.accounts.reduce((sum, { calls }) => sum + calls, 0);
  return (
    <p className="keeping-total secondary figures">
      {t('total', { size: formats.bytes(stored.bytes) })} · {words.counted({ count, exact: true })}
    </p>
  );
}
