/** For the container: exits with 0 when the relay in it answers `/health`, else with 1. */
import http from 'node:http';
import https from 'node:https';

const { PORT: port = '8443', TLS_CERT_FILE: certificate = '' } = process.env;
const { get } = certificate === '' ? http : https;
// The certificate is for the public name; this asks its own machine and sends nothing.
const request = get(
  { host: '127.0.0.1', port, path: '/health', timeout: 3000, rejectUnauthorized: false },
  (response) => process.exit(response.statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => request.destroy(new Error('timeout')));
request.on('error', () => process.exit(1));
