import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A simulated company and the header its API key makes. */
interface Company {
  readonly url: string;
  readonly apiId: string;
  readonly apiToken: string;
}

/**
 * One address that serves several companies, as the real API does: whose data a request gets is decided by its
 * credential. What carries no known credential goes to the first.
 */
export async function serveCompanies(
  companies: readonly [Company, ...Company[]],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const companyOf = (authorization: string | undefined): Company =>
    companies.find(
      ({ apiId, apiToken }) =>
        authorization === `Basic ${Buffer.from(`${apiId}:${apiToken}`).toString('base64')}`,
    ) ?? companies[0];
  const server = http.createServer((request, response) => {
    const { url } = companyOf(request.headers.authorization);
    const onward = http.request(
      new URL(request.url ?? '/', url),
      { method: request.method, headers: { ...request.headers, host: new URL(url).host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP, so the address is no text.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
