import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useOperation } from '../queries.ts';

/** How far the first pull is, while there is one: a number and an end. Several accounts count alike. */
export function FirstPull() {
  const { t } = useTranslation('calls');
  const formats = useFormats();
  const pulling = useOperation('sync.read', {}).data?.filter(({ phase }) => phase === 'first-pull') ?? [];
  if (pulling.length === 0) return null;
  const share = pulling.reduce((sum, { progress }) => sum + progress, 0) / pulling.length;
  const words = t('progress', { percent: formats.percent(share) });
  return (
    <div className="calls-progress">
      <Progress.Root size="sm">
        <Progress.Section value={share * 100} aria-label={words} />
      </Progress.Root>
      <span className="secondary figures">{words}</span>
    </div>
  );
}
