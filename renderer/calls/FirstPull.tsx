import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { useNow } from '../formats/use-now.ts';
import { summariseFirstPull } from '../progress/first-pull.ts';
import { timeLeftWords } from '../progress/remaining.ts';
import { useOperation } from '../queries.ts';

/** How far the first pull is, while there is one: a number and an end. Several accounts count alike. */
export function FirstPull() {
  const { t } = useTranslation('calls');
  const { t: progress } = useTranslation('progress');
  const formats = useFormats();
  const pull = summariseFirstPull(useOperation('sync.read', {}).data ?? [], useNow());
  if (pull === null) return null;
  const words = t(pull.of === 'days' ? 'progress' : 'progressOfAll', {
    percent: formats.percent(pull.share),
  });
  const end =
    pull.paused !== null
      ? progress(`barPaused.${pull.paused}`)
      : pull.leftMs === null
        ? null
        : timeLeftWords(pull.leftMs, progress);
  return (
    <div className="calls-progress">
      <Progress.Root size="sm">
        <Progress.Section value={pull.share * 100} aria-label={words} />
      </Progress.Root>
      <span className="secondary figures">{[words, end].filter((part) => part !== null).join(' · ')}</span>
    </div>
  );
}
