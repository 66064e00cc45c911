import type { WebContents, WebFrameMain } from 'electron';

export const pageScheme = 'app';
export const pageHost = 'ui';
export const pageAddress = `${pageScheme}://${pageHost}/index.html`;

/** The page around a bus frame: of another origin, so that neither page can be taken for the other. */
export const busPageHost = 'bus';
export const busPageAddress = `${pageScheme}://${busPageHost}/bus-host/index.html`;

export type PageHost = typeof pageHost | typeof busPageHost;

/** Whether a URL is of our page: parsed and compared by scheme and host, never by prefix. */
export function isOurPage(url: string, ours: PageHost = pageHost): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${pageScheme}:` && host === ours;
  } catch {
    return false; // not a URL at all: about:blank variants, empty strings
  }
}

/**
 * Whether a message came from the main frame of `window`'s page. Must be asked before the first await: the frame is
 * null, or points elsewhere, once it navigated.
 */
export function isTrustedSender(
  frame: WebFrameMain | null,
  sender: WebContents,
  window: WebContents | null,
  ours: PageHost = pageHost,
): boolean {
  return (
    frame !== null &&
    window !== null &&
    sender === window &&
    frame.parent === null &&
    isOurPage(frame.url, ours)
  );
}
