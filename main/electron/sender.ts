import type { WebContents, WebFrameMain } from 'electron';

export const pageScheme = 'app';
export const pageHost = 'ui';
export const pageAddress = `${pageScheme}://${pageHost}/index.html`;

/** Whether a URL is one of ours: parsed and compared by scheme and host, never by prefix. */
export function isOurPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${pageScheme}:` && host === pageHost;
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
): boolean {
  return (
    frame !== null && window !== null && sender === window && frame.parent === null && isOurPage(frame.url)
  );
}
