import { Tooltip } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFacts } from '../facts.tsx';
import { MyPresence } from './MyPresence.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SyncState } from './SyncState.tsx';

interface TitleBarProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onLeaveSearch: () => void;
}

/** Search in the middle, how current everything is at the right. */
export function TitleBar({ search, onLeaveSearch }: TitleBarProps) {
  const { t } = useTranslation();
  const { demo } = useFacts();
  return (
    <header className="title-bar">
      <div className="title-side">
        <span className="title-name">{t('appName')}</span>
        {demo && (
          <Tooltip label={t('frame.demoExplained')} multiline w={260}>
            <span className="demo-badge">{t('frame.demo')}</span>
          </Tooltip>
        )}
      </div>
      <SearchBox input={search} onLeave={onLeaveSearch} />
      <div className="title-side title-end">
        <MyPresence />
        <SyncState />
      </div>
    </header>
  );
}
