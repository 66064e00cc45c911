import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Completion } from './completions.ts';

export const offerListId = 'search-offers';
export const offerId = (index: number): string => `search-offer-${index}`;

interface OfferListProps {
  readonly offers: readonly Completion[];
  readonly active: number;
  readonly onAccept: (offer: Completion) => void;
}

/** What the search may go on with. The focus stays in the field, which points at the active one. */
export function OfferList({ offers, active, onAccept }: OfferListProps) {
  const { t } = useTranslation('search');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={offerListId} className="search-offers" role="listbox" aria-label={t('list')}>
      {offers.map((offer, index) => (
        // Keys are the field's: it moves the selection and accepts it.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
        <div
          key={offer.insert}
          id={offerId(index)}
          className="search-offer"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onAccept(offer)}
        >
          <span className="search-offer-label">{offer.label}</span>
          <span className="search-offer-note secondary figures">{offer.note}</span>
        </div>
      ))}
    </div>
  );
}
