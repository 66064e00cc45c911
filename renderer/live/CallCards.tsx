import './call-cards.css';
import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallAlert, LiveCallRef } from '../../domain/live.ts';
import type { CallId } from '../../domain/call.ts';
import { useAnnounce } from '../announcer.tsx';
import { ask, listen } from '../bridge.ts';
import { useSettings } from '../facts.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useNavigation } from '../navigation.tsx';
import { focusContent } from '../parts/focus-content.ts';
import { queryKey, useAct, useOperation } from '../queries.ts';
import { withinAccount } from '../switchboard/within-account.ts';
import { cardKey } from './card-key.ts';
import { CallCard } from './CallCard.tsx';
import { CardsSpoken } from './CardsSpoken.tsx';
import { useShowCall } from './use-open-live-call.ts';

const mostWithRoom = 3;
/** In a window so low, two more cards would leave nothing of the list. */
const lowWindow = '(max-height: 620px)';
const nothing: readonly CallAlert[] = [];

const keyOf = ({ call }: CallAlert): string => withinAccount(call.accountId, call.id);

/** The focus in the cards, and back to where it was before it came here by a key. */
function useFocusTrip() {
  const region = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element>(null);
  const enter = useCallback((key: string) => {
    const card = region.current?.querySelector<HTMLElement>(`[data-alert="${CSS.escape(key)}"]`);
    if (!card) return;
    const focused = document.activeElement;
    if (focused !== document.body && !region.current?.contains(focused)) cameFrom.current = focused;
    card.focus({ preventScroll: true });
  }, []);
  const leave = useCallback(() => {
    const back = cameFrom.current;
    cameFrom.current = null;
    if (back instanceof HTMLElement && back !== document.body && back.isConnected)
      back.focus({ preventScroll: true });
    else focusContent();
  }, []);
  return { region, enter, leave };
}

/**
 * A card for each call the agent is told of, at the lower right and above whatever is shown. They never take the focus by
 * themselves: a key brings it here, Escape takes it back to where it was.
 */
export function CallCards() {
  const { t } = useTranslation('live');
  const client = useQueryClient();
  const announce = useAnnounce();
  const { go } = useNavigation();
  const { singleKeyShortcuts } = useSettings();
  const show = useShowCall();
  const dismiss = useAct('alerts.dismiss');
  const alerts = useOperation('alerts.read', {}).data ?? nothing;
  const [opened, setOpened] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const { region, enter, leave } = useFocusTrip();

  const mostCards = useMediaQuery(lowWindow, undefined, { getInitialValueInEffect: false })
    ? 1
    : mostWithRoom;
  const shown = showsAll ? alerts : alerts.slice(0, mostCards);
  const older = alerts.length - shown.length;
  // What somebody opened stays open; else the newest is, which nobody has to ask for.
  const current = shown.find((alert) => keyOf(alert) === opened) ?? shown[0];
  const currentKey = current ? keyOf(current) : null;

  // A new call opens itself, but not while somebody is busy with another card.
  const newest = alerts[0] ? keyOf(alerts[0]) : null;
  const [newestBefore, setNewestBefore] = useState(newest);
  const [isBusy, setBusy] = useState(false);
  if (newest !== newestBefore) {
    setNewestBefore(newest);
    setOpened(isBusy ? (opened ?? newestBefore) : null);
  }
  if (alerts.length <= mostCards && showsAll) setShowsAll(false);

  const isInside = () => region.current?.contains(document.activeElement) === true;
  const expand = (key: string) => {
    flushSync(() => setOpened(key));
    if (isInside()) enter(key);
  };
  const isLeaving = useRef(false);
  const goOn = useEffectEvent(() => {
    if (!isLeaving.current || document.activeElement !== document.body) return;
    isLeaving.current = false;
    // The button that was pressed went with its card.
    if (currentKey === null) leave();
    else enter(currentKey);
  });
  useEffect(() => goOn(), [alerts]);
  const putAway = (alert: CallAlert) => {
    isLeaving.current = isInside();
    dismiss.mutate(
      { accountId: alert.call.accountId, id: alert.call.id },
      {
        onSuccess: () => {
          client.setQueryData<CallAlert[]>(queryKey('alerts.read', {}), (before) =>
            before?.filter((other) => keyOf(other) !== keyOf(alert)),
          );
          setBusy(false);
        },
        onError: () => announce(t('actions.dismissRefused')),
      },
    );
  };

  useKeys(
    {
      [cardKey]: (event) => {
        if (currentKey === null) return;
        event.preventDefault();
        enter(currentKey);
      },
    },
    alerts.length > 0,
  );

  const requested = useEffectEvent(async (ref: LiveCallRef, callId: CallId | null) => {
    const key = withinAccount(ref.accountId, ref.id);
    const known = await client
      .query({ queryKey: queryKey('alerts.read', {}), queryFn: () => ask('alerts.read', {}) })
      .catch(() => nothing);
    if (known.some((alert) => keyOf(alert) === key && alert.overAt === null)) {
      flushSync(() => {
        setShowsAll(known.findIndex((alert) => keyOf(alert) === key) >= mostCards);
        setOpened(key);
      });
      enter(key);
    } else if (callId === null) go('switchboard');
    else await show(callId).catch(() => announce(t('actions.openRefused')));
  });
  useEffect(() => listen('call.requested', ({ call, callId }) => void requested(call, callId)), []);

  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    // An open menu has keys of its own.
    if (event.target instanceof Element && event.target.closest('[role="menu"]') !== null) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step === undefined || (event.key.length === 1 && !singleKeyShortcuts)) return;
    event.preventDefault();
    const next = shown[shown.findIndex((alert) => keyOf(alert) === currentKey) + step];
    if (next) {
      flushSync(() => setOpened(keyOf(next)));
      enter(keyOf(next));
    }
  };

  return (
    <>
      <CardsSpoken alerts={alerts} />
      {shown.length > 0 && (
        // A landmark of its own; its keys are those of the cards in it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of what is inside
        <section
          ref={region}
          className="call-cards"
          aria-label={t('cards.label')}
          onKeyDown={pressed}
          onFocus={() => setBusy(true)}
          onBlur={() => setBusy(false)}
          onPointerEnter={() => setBusy(true)}
          onPointerLeave={() => setBusy(isInside())}
        >
          {shown.map((alert) => (
            <CallCard
              key={keyOf(alert)}
              alertKey={keyOf(alert)}
              alert={alert}
              isOpen={alert === current}
              onExpand={() => expand(keyOf(alert))}
              onDismiss={() => putAway(alert)}
            />
          ))}
          {(older > 0 || showsAll) && (
            <button type="button" className="call-cards-older figures" onClick={() => setShowsAll(!showsAll)}>
              {older > 0 ? `+${older}` : t('cards.fewer')}
              {older > 0 && <span className="visually-hidden"> {t('cards.older', { count: older })}</span>}
            </button>
          )}
        </section>
      )}
    </>
  );
}
