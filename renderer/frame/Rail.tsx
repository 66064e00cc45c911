import {
  type Icon,
  IconHeadset,
  IconPhone,
  IconPhoneX,
  IconSettings,
  IconUserCircle,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { type Screen, useNavigation } from '../navigation.tsx';
import { Mark } from './Mark.tsx';
import { useOperation } from '../queries.ts';
import { fetchScreen } from '../screens.ts';
import { RailViews } from '../views/RailViews.tsx';
import { useOpenedView } from '../views/use-saved-views.ts';
import { useRailCounts } from '../views/use-rail-counts.ts';

// A badge is a hint; the list has the exact number.
const mostInBadge = 99;

function RailItem({
  to,
  icon: Sign,
  badge = 0,
  badgeWords,
}: {
  readonly to: Screen;
  readonly icon: Icon;
  readonly badge?: number;
  /** What the badge counts, for those who do not see it. */
  readonly badgeWords?: string;
}) {
  const { t } = useTranslation();
  const { screen, go } = useNavigation();
  const opened = useOpenedView();
  // A pinned view that is open is the place where the reader is; one that is not pinned has no place but its list's.
  const isCurrent = screen === to && opened?.pinned !== true;
  const formats = useFormats();
  return (
    <li>
      <button
        type="button"
        className="rail-item"
        title={badgeWords}
        aria-current={isCurrent ? 'page' : undefined}
        onPointerEnter={() => void fetchScreen(to)}
        onFocus={() => void fetchScreen(to)}
        onClick={() => go(to)}
      >
        <span className="rail-sign">
          <Sign size={22} stroke={1.6} aria-hidden />
          {badge > 0 && (
            <span className="rail-badge figures" aria-hidden>
              {badge > mostInBadge ? `${formats.number(mostInBadge)}+` : formats.number(badge)}
            </span>
          )}
        </span>
        <span className="rail-label">{t(`screens.${to}`)}</span>
        {badgeWords !== undefined && <span className="visually-hidden">, {badgeWords}</span>}
      </button>
    </li>
  );
}

/** Where to go; what is missed today, and who is to be called back, is counted at its sign. */
export function Rail() {
  const { t } = useTranslation();
  const { t: live } = useTranslation('live');
  const { missedToday, ofView } = useRailCounts();
  const followUps = useOperation('followUps.list', {}).data?.length ?? 0;
  const badgeWords = [
    ...(missedToday > 0 ? [t('frame.missedBadge', { count: missedToday })] : []),
    ...(followUps > 0 ? [live('followUps.badge', { count: followUps })] : []),
  ].join(', ');
  return (
    <nav className="rail" aria-label={t('frame.navigation')}>
      <Mark />
      <ul className="rail-list">
        <RailItem to="calls" icon={IconPhone} />
        <RailItem
          to="missed"
          icon={IconPhoneX}
          badge={missedToday + followUps}
          {...(badgeWords !== '' && { badgeWords })}
        />
      </ul>
      <RailViews counts={ofView} />
      <ul className="rail-list">
        <RailItem to="switchboard" icon={IconHeadset} />
      </ul>
      <ul className="rail-list">
        <RailItem to="accounts" icon={IconUserCircle} />
        <RailItem to="settings" icon={IconSettings} />
      </ul>
    </nav>
  );
}
