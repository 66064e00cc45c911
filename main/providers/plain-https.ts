/** The address of an ordinary https page: no user, no port of its own. Null for everything else. */
export function plainHttps(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
    ? url
    : null;
}
