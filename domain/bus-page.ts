/**
 * What main and the page around a provider's bus frame say to each other, over two channels of their own: that page is
 * in no way part of the app's page. Only names and types, so that its preload script carries nothing else.
 */
export const busChannels = { up: 'bus-page:up', down: 'bus-page:down' } as const;

/** Longest message of a bus frame that is passed on, in characters of its JSON. */
export const longestBusMessage = 64 * 1024;

export type ToBusPage =
  /** Once: embed the frame at this address. */
  | { readonly kind: 'open'; readonly address: string }
  /** Say this to the frame. */
  | { readonly kind: 'say'; readonly message: object };

export type FromBusPage =
  /** The page listens. */
  | { readonly kind: 'ready' }
  /** The frame has loaded, whatever it shows. `origin` is the page's own. */
  | { readonly kind: 'loaded'; readonly origin: string }
  /** The frame said this, as JSON. */
  | { readonly kind: 'heard'; readonly text: string };
