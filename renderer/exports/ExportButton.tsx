import './exports.css';
import { Button, Tooltip } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { hasCalls, type ListShown, useExporting } from './export-context.ts';

/** Exports the list it stands above. Where nothing can be exported it stays reachable and says why. */
export function ExportButton({ filter, total }: ListShown) {
  const { t } = useTranslation('exports');
  const { show, ask } = useExporting();
  const list = useMemo(() => ({ filter, total }), [filter, total]);
  useEffect(() => {
    show(list);
    return () => show(null);
  }, [show, list]);
  const isReady = hasCalls(list);
  return (
    <Tooltip
      label={isReady ? t('buttonLong') : t(total === undefined ? 'counting' : 'nothing')}
      // Why it does nothing is told to the keyboard too.
      events={{ hover: true, focus: !isReady, touch: true }}
    >
      <Button
        variant="default"
        size="compact-sm"
        className="export-button"
        leftSection={<IconFileExport size={15} stroke={1.75} aria-hidden />}
        // Not `disabled`: what cannot be reached cannot say why.
        aria-disabled={!isReady || undefined}
        mod={{ disabled: !isReady }}
        onClick={isReady ? ask : undefined}
      >
        {t('button')}
      </Button>
    </Tooltip>
  );
}
