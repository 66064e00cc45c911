import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyNames } from '../keys/KeyNames.tsx';
import { type PaletteCommand, type PaletteGroup, paletteListId, paletteStore } from './palette-commands.ts';

interface PaletteListProps {
  readonly groups: readonly PaletteGroup[];
  readonly selectedId: string | undefined;
  readonly onRun: (command: PaletteCommand) => void;
}

function Group({
  group,
  selectedId,
  onRun,
}: { readonly group: PaletteGroup } & Omit<PaletteListProps, 'groups'>) {
  const labelId = useId();
  return (
    <div role="group" aria-labelledby={labelId}>
      <div id={labelId} className="palette-group">
        {group.label}
      </div>
      {group.commands.map((command) => (
        <button
          key={command.id}
          id={`command-${command.id}`}
          type="button"
          role="option"
          aria-selected={command.id === selectedId}
          className="palette-command"
          // The store finds what Enter runs by this attribute; the focus stays in the field.
          data-action
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onRun(command)}
        >
          <command.sign className="palette-sign" size={18} stroke={1.6} aria-hidden />
          <span className="palette-label">{command.label}</span>
          {command.keyName !== undefined && <KeyNames keyName={command.keyName} />}
        </button>
      ))}
    </div>
  );
}

/** The commands that match, in their groups. */
export function PaletteList({ groups, ...rest }: PaletteListProps) {
  const { t } = useTranslation();
  useEffect(() => paletteStore.updateState((state) => ({ ...state, listId: paletteListId })), []);
  return (
    <div id={paletteListId} className="palette-list" role="listbox" aria-label={t('palette.label')}>
      {groups.map((group) => (
        <Group key={group.label} group={group} {...rest} />
      ))}
    </div>
  );
}
