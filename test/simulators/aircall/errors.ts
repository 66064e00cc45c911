import type { FastifyReply } from 'fastify';

/** An error of the application tier (7): `{"error","troubleshoot"}`; 405 and 422 also carry `"success":false`. */
export class AircallError extends Error {
  override readonly name = 'AircallError';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    troubleshoot: string,
    body: Readonly<Record<string, unknown>> = applicationBody(status, troubleshoot),
  ) {
    super(troubleshoot);
    this.status = status;
    this.body = body;
  }

  /** A 422 that lists what was refused, by field (7); it carries no `troubleshoot` (5.3). */
  static withErrors(errors: Readonly<Record<string, readonly string[]>>): AircallError {
    return new AircallError(422, '', { error: 'Unprocessable Entity', success: false, errors });
  }
}

const names: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

function applicationBody(status: number, troubleshoot: string): Readonly<Record<string, unknown>> {
  const error = names[status] ?? 'Error';
  return status === 405 || status === 422 ? { error, troubleshoot, success: false } : { error, troubleshoot };
}

/** The body Aircall gives a status: the edge's `{"message"}` for 401, 403, 404, else the application's (7). */
export function bodyOf(status: number): unknown {
  if (status === 401 || status === 403 || status === 404) return { message: names[status] };
  // 7: a 5xx body may be HTML; the form below is [I].
  return applicationBody(status, status === 429 ? tooMany : 'Something went wrong, please try again later.');
}

/** The body of a 429 is not documented (2): [I]. */
export const tooMany = 'The rate limit of your company has been reached. Please retry later.';

export const badRequest = (troubleshoot: string): AircallError => new AircallError(400, troubleshoot);

/** An unknown id (5). Its body is [I]: the measured 404 was of an unknown path. */
export const notFound = (what: string): AircallError => new AircallError(404, `${what} was not found.`);

/** Refuses at the edge (1.1, 7): its own body, its own headers and none of the rate headers. */
export async function refuseAtEdge(reply: FastifyReply, status: 401 | 403 | 404): Promise<void> {
  // Counted per server by Fastify: `req-1`, `req-2`, …
  const id = reply.request.id.replace('req-', '').padStart(7, '0');
  await reply
    .code(status)
    .headers({
      'apigw-requestid': `SIM${id}IAMEJJg=`,
      'x-cache': 'Error from cloudfront',
      via: '1.1 simulator.cloudfront.net (CloudFront)',
      'x-amz-cf-pop': 'PRG50-C1',
      'x-amz-cf-id': `simulated-${id}==`,
    })
    .send({ message: names[status] });
}
