/** Brings the focus into the card of a call. */
export const cardKey = 'i';
