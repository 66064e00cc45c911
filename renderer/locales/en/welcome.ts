export const welcome = {
  title: 'Welcome to Switchdeck',
  lead: 'One call log and one switchboard over all your phone systems. Which one do you use?',
  further: 'You can add more accounts later.',
  kept: {
    title: 'What is stored where',
    calls: 'Calls are kept in a database on this computer, so that search is instant and works offline.',
    darwin: 'Your access goes into the macOS Keychain, nowhere else.',
    win32: 'Your access goes into Windows Credential Manager, nowhere else.',
    linux: 'Your access goes into the system keyring, nowhere else.',
    passwords: 'A password is used once to sign in and never stored.',
    memory: 'Your access is kept in memory only: after quitting you will sign in again.',
    reasons: {
      'not-installed': 'The keychain support of this system is missing.',
      'not-installed-linux':
        'This system has no keyring support. Install the package libsecret-1-0 (libsecret on Fedora and Arch) and a keyring such as gnome-keyring, then start Switchdeck again.',
      'locked-or-silent':
        'The keychain is locked or does not answer. Unlock it, then start Switchdeck again.',
      refused: 'The keychain refused access. Ask your administrator to allow it for Switchdeck.',
    },
  },
  form: {
    aircallTitle: 'Sign in to Aircall',
    voipexTitle: 'Sign in to VoIPEX',
    renewTitle: 'Sign in to {{account}} again',
    apiId: 'API ID',
    apiToken: 'API token',
    email: 'E-mail',
    password: 'Password',
    label: 'Name in Switchdeck',
    labelOptional: 'Optional. Without it we use the name of the company or the e-mail.',
    aircallWhere:
      'An owner or admin creates both in the Aircall Dashboard under Integrations & API, API Keys. The token is shown there only once.',
    voipexWhere:
      'The same e-mail and password as for your switchboard. Your access needs the right to use the API.',
    submit: 'Sign in',
    busy: 'Signing in',
    back: 'Back',
    show: 'Show what is typed',
    missing: {
      apiId: 'Enter the API ID.',
      apiToken: 'Enter the API token.',
      email: 'Enter the e-mail.',
      password: 'Enter the password.',
    },
    typeAgain: 'For safety the secret field was emptied. Type it again.',
  },
  pull: {
    title: 'Fetching the last 30 days',
    lead: 'Newest calls come first. You can start working now; the rest arrives by itself.',
    done: 'The last 30 days are here',
    doneLead: 'New calls now appear on their own.',
    progress: '{{percent}} done',
    stored_one: '{{count, number}} call so far',
    stored_other: '{{count, number}} calls so far',
    open: 'Open the calls',
  },
  signedIn: 'Signed in to {{account}}',
} as const;
