import { type ReactNode, useId } from 'react';

interface SettingRowProps {
  readonly name: string;
  /** What the setting changes, where its name does not say it. */
  readonly why?: string;
  /** The control; it is labelled and described by the ids it is given. */
  readonly children: (labelId: string, whyId: string | undefined) => ReactNode;
}

/** One setting: its name and reason at the left, the control at the right. */
export function SettingRow({ name, why, children }: SettingRowProps) {
  const id = useId();
  const whyId = why === undefined ? undefined : `${id}-why`;
  return (
    <div className="setting-row">
      <div>
        <div id={id}>{name}</div>
        {why !== undefined && (
          <div id={whyId} className="secondary">
            {why}
          </div>
        )}
      </div>
      {children(id, whyId)}
    </div>
  );
}
