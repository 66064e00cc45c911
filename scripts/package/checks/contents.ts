import path from 'node:path';

/** What must not be in a package, whoever built it where. */
export interface Forbidden {
  /** Folders of the machine that builds. */
  readonly folders: readonly string[];
  /** Where its packages came from. */
  readonly hosts: readonly string[];
}

const forbiddenNames: readonly (readonly [RegExp, string])[] = [
  [/^\.env(\..*)?$/, 'a file of environment settings'],
  [/^\.npmrc$|^\.yarnrc/, "a package manager's settings"],
  [/\.map$/, 'a source map'],
  [/\.(pem|key|p12|pfx|keystore)$|^id_(rsa|ed25519)/, 'a key file'],
  [/\.(ts|tsx|mts|cts)$/, 'source text'],
  [/\.(sqlite3?|db|log)$/, 'a database or log'],
];

const secrets: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\[rn]|\s)*[A-Za-z0-9+/=]{24}/, 'a private key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{40}/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20}/, 'a GitLab token'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'an npm token'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS key'],
  [/\bAIza[0-9A-Za-z_-]{35}/, 'a Google key'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10}/, 'a Slack token'],
  [/\b[rs]k_live_[A-Za-z0-9]{16}/, 'a Stripe key'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, 'a signed token'],
  [
    /client_?secret["'`]?\s*[:=]\s*["'`](?!client_?secret)[A-Za-z0-9+/=_.~-]{12,}["'`]/i,
    'a value of client_secret',
  ],
  [/[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`<>{}$]+:[^\s/:@"'`<>{}$]+@[a-z0-9]/i, 'an address with a password'],
];

const machinePaths = /\/(?:home|Users)\/[A-Za-z0-9._-]+\/|[A-Za-z]:\\{1,2}Users\\{1,2}[A-Za-z0-9._-]+\\/;
const registries = /https?:\/\/[^\s"'`<>]*\b(?:registry|artifactory|verdaccio|nexus)\b[^\s"'`<>]*/i;

/** Why a file may not be in a package by its name alone; null when it may. */
export function nameFault(file: string): string | null {
  const found = forbiddenNames.find(([pattern]) => pattern.test(path.posix.basename(file)));
  return found === undefined ? null : `${file} is ${found[1]}`;
}

/** What a text file must not contain; never quotes what it found, which may be a secret. */
export function secretFaults(file: string, text: string): readonly string[] {
  return secrets.flatMap(([pattern, what]) => (pattern.test(text) ? [`${file} contains ${what}`] : []));
}

/** Traces of the machine that built: folders, users' names, registries, references to source maps. */
export function traceFaults(file: string, text: string, { folders, hosts }: Forbidden): readonly string[] {
  const faults = [];
  if (machinePaths.test(text) || folders.some((folder) => text.includes(folder))) {
    faults.push(`${file} names a folder of the machine that built it`);
  }
  if (registries.test(text) || hosts.some((host) => text.includes(host))) {
    faults.push(`${file} names a package registry`);
  }
  if (/^\s*(?:\/\/|\/\*)[#@]\s*sourceMappingURL=/m.test(text)) faults.push(`${file} refers to a source map`);
  return faults;
}
