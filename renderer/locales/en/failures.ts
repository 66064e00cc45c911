import type { FailureCode } from '../../../domain/failure.ts';

/** What happened, what still works, what to press. `next` names the action; it is a sentence where there is none. */
interface FailureWords {
  readonly title: string;
  readonly works: string;
  readonly next: string;
}

const keptCalls = 'Stored calls stay readable.';

export const failures = {
  codes: {
    'sign-in-denied': {
      title: 'The sign-in was declined',
      works: 'Nothing was changed.',
      next: 'Sign in again and allow the access.',
    },
    'sign-in-expired': {
      title: 'The sign-in took too long',
      works: 'Nothing was changed.',
      next: 'Start the sign-in again.',
    },
    'sign-in-rejected': {
      title: 'These details were not accepted',
      works: 'Nothing was stored.',
      next: 'Check both fields and try again.',
    },
    'browser-not-allowed': {
      title: 'This connection string does not allow a browser sign-in',
      works: 'Nothing was changed.',
      next: 'Ask for a string with InitiateOAuth=GETANDREFRESH, or sign in another way.',
    },
    'not-signed-in': {
      title: 'You need to sign in again',
      works: keptCalls,
      next: 'Sign in to this account again.',
    },
    'secrets-unavailable': {
      title: 'The system keychain does not answer',
      works: keptCalls,
      next: 'Unlock the keychain, then try again.',
    },
    offline: { title: 'No connection', works: keptCalls, next: 'New calls arrive once you are back online.' },
    'provider-unavailable': {
      title: 'The phone system does not answer',
      works: keptCalls,
      next: 'We keep trying; nothing is needed from you.',
    },
    'rate-limited': {
      title: 'The request limit is used up',
      works: keptCalls,
      next: 'Fetching goes on by itself when the limit allows.',
    },
    'provider-refused': {
      title: 'The phone system does not allow this',
      works: 'Everything else goes on working.',
      next: 'Ask your administrator about the licence or rights of this access.',
    },
    'provider-contract-broken': {
      title: 'The phone system sent something we do not understand',
      works: 'What was read before stays readable.',
      next: 'Try again; if it stays, report it with the detail below.',
    },
    'cache-unavailable': {
      title: 'The stored calls cannot be opened',
      works: 'The switchboard goes on working.',
      next: 'Free some disk space, then try again.',
    },
    'disk-full': {
      title: 'There is no room left on the disk',
      works: 'Nothing half written was left behind.',
      next: 'Free some space or choose another disk, then try again.',
    },
    'file-refused': {
      title: 'The file cannot be written there',
      works: 'Nothing half written was left behind.',
      next: 'Choose another folder, or close the program that has the file open, then try again.',
    },
    'not-found': {
      title: 'This is no longer here',
      works: 'The rest of the list is unaffected.',
      next: 'Go back and choose another.',
    },
    'invalid-request': {
      title: 'Switchdeck asked for something impossible',
      works: 'Nothing was changed.',
      next: 'Try again; if it stays, report it.',
    },
    'forbidden-sender': {
      title: 'This window may not do that',
      works: 'Nothing was changed.',
      next: 'Quit Switchdeck and open it again.',
    },
    unexpected: {
      title: 'Something went wrong inside Switchdeck',
      works: keptCalls,
      next: 'Try again; if it stays, report it with the number below.',
    },
  } satisfies Record<FailureCode, FailureWords>,
  retryAt: 'Next attempt {{when}}',
  incident: 'Report number {{id}}',
  where: 'Detail: {{where}}',
  tryAgain: 'Try again',
  signIn: 'Sign in again',
} as const;
