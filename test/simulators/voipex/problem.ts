import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { VoipexSwitches } from './switches.ts';

/** A refusal to be answered with a status and a sentence. */
export class Problem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Problem';
    this.status = status;
  }
}

const statusOf = (error: FastifyError | Problem): number =>
  error instanceof Problem ? error.status : (error.statusCode ?? 500);

/**
 * Error bodies of the two APIs: `{statusCode, error, message}` of the older services, or `{message}` of the newer
 * ones (section 4). Which of the two the IPBX API of today sends is unknown, hence the switch. [I]
 */
export function problemHandler(switches: () => VoipexSwitches) {
  return (error: FastifyError | Problem, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = statusOf(error);
    return reply.code(status).send(problemBody(switches(), status, error.message));
  };
}

export function problemBody(switches: VoipexSwitches, status: number, message: string): object {
  return switches.errorShape === 'message'
    ? { message }
    : { statusCode: status, error: STATUS_CODES[status] ?? 'Error', message };
}

/** A refusal of the auth server, in the words of OAuth and Keycloak (2.8). [I] */
export class GrantProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.name = 'GrantProblem';
    this.status = status;
    this.code = code;
  }
}

export function grantProblemHandler(
  error: FastifyError | GrantProblem,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = error instanceof GrantProblem;
  const status = known ? error.status : (error.statusCode ?? 500);
  const body = known
    ? { error: error.code, error_description: error.message }
    : grantProblemBody(status, error.message);
  return reply.code(status).send(body);
}

/** The auth server's body for a failure that is nobody's grant. [I] */
export const grantProblemBody = (status: number, description: string): object => ({
  error: status < 500 ? 'invalid_request' : 'server_error',
  error_description: description,
});
