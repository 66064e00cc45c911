import { SegmentedControl } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { type Grouping, groupings } from './arrange-people.ts';

export const views = ['people', 'lines', 'groups'] as const;
export type View = (typeof views)[number];

interface SwitchboardChoicesProps extends Readonly<Record<View, number | undefined>> {
  readonly view: View;
  readonly grouping: Grouping;
  readonly onView: (view: View) => void;
  readonly onGrouping: (grouping: Grouping) => void;
}

/** What to show, with how much there is of it, and how people are grouped. Drawn again only when one of these changes. */
export const SwitchboardChoices = memo(function SwitchboardChoices(props: SwitchboardChoicesProps) {
  const { view, grouping, onView, onGrouping } = props;
  const { t } = useTranslation('switchboard');
  const formats = useFormats();
  return (
    <div className="switchboard-choices">
      <SegmentedControl
        size="xs"
        aria-label={t('parts.label')}
        value={view}
        onChange={onView}
        data={views.map((value) => {
          const count = props[value];
          const name = t(`parts.${value}`);
          return { value, label: count === undefined ? name : `${name} ${formats.number(count)}` };
        })}
      />
      {view === 'people' && (
        <div className="switchboard-grouping">
          <span id="grouping-label" className="secondary">
            {t('grouping.label')}
          </span>
          <SegmentedControl
            size="xs"
            aria-labelledby="grouping-label"
            value={grouping}
            onChange={onGrouping}
            data={groupings.map((value) => ({ value, label: t(`grouping.${value}`) }))}
          />
        </div>
      )}
    </div>
  );
});
