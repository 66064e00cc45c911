/**
 * Chromium navigates only to schemes it knows, so a page of `app://ui/x` is served from `https://ui.app.localhost/x`
 * by intercepting requests: no port, no certificate, a secure context. The main process sees `app://` everywhere.
 */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

export class Schemes {
  readonly #handlers = new Map<string, SchemeHandler | null>();

  /** Makes the scheme one that pages can have; null until it is handled. */
  register(scheme: string): void {
    if (!this.#handlers.has(scheme)) this.#handlers.set(scheme, null);
  }

  /** The same schemes with handlers of its own, for another session. */
  fork(): Schemes {
    const own = new Schemes();
    for (const scheme of this.#handlers.keys()) own.register(scheme);
    return own;
  }

  handle(scheme: string, handler: SchemeHandler | null): void {
    this.#handlers.set(scheme, handler);
  }

  handlerOf(url: string): SchemeHandler | null {
    return this.#handlers.get(url.slice(0, url.indexOf(':'))) ?? null;
  }

  /** Patterns of the addresses to intercept. */
  patterns(): readonly string[] {
    return [...this.#handlers.keys()].map((scheme) => `https://*.${scheme}.localhost/*`);
  }

  /** `app://ui/x` to `https://ui.app.localhost/x`; any other address unchanged. */
  toBrowser(url: string): string {
    const [, scheme, host, rest] = /^([a-z][\w.+-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
    if (scheme === undefined || host === undefined || !this.#handlers.has(scheme.toLowerCase())) return url;
    return `https://${host}.${scheme.toLowerCase()}.localhost${rest === '' ? '/' : (rest ?? '/')}`;
  }

  /** The way back. */
  fromBrowser(url: string): string {
    const [, host, scheme, rest] = /^https:\/\/([^/?#]*)\.([\w+-]+)\.localhost(\/.*)?$/i.exec(url) ?? [];
    if (host === undefined || scheme === undefined || !this.#handlers.has(scheme)) return url;
    return `${scheme}://${host}${rest ?? '/'}`;
  }

  /** A content security policy whose sources name our schemes, as the browser must read it. */
  policyToBrowser(policy: string): string {
    const mapSource = (source: string): string => {
      const [, scheme, host] = /^([a-z][\w.+-]*):(?:\/\/([^/]*).*)?$/i.exec(source) ?? [];
      if (scheme === undefined || !this.#handlers.has(scheme.toLowerCase())) return source;
      return `https://${host === undefined || host === '' ? '*' : host}.${scheme.toLowerCase()}.localhost`;
    };
    return policy
      .split(';')
      .map((directive) => directive.trim().split(/\s+/).map(mapSource).join(' '))
      .join('; ');
  }
}
