export const signIn = {
  systems: {
    aircall: 'In the browser, as an agent or with an API key',
    voipex: 'With your e-mail and password',
  },
  connection: {
    name: 'I have a connection string',
    way: 'With a connection string',
    when: 'A line of text or a file that your administrator gave you.',
  },
  waysTitle: 'How do you want to sign in to {{provider}}?',
  ways: {
    'aircall-oauth': {
      name: 'In the browser',
      when: 'For administrators. Brings the calls and the switchboard of the whole company.',
    },
    'aircall-sso': {
      name: 'With your own agent account',
      when: 'For agents. Says who you are; it reads no calls.',
    },
    'aircall-api-key': {
      name: 'With an API ID and token',
      when: 'For a key that was made in the Aircall Dashboard.',
    },
    'aircall-own-client': {
      name: 'With your own OAuth client',
      when: 'For companies that registered an app of their own with Aircall.',
    },
    'voipex-password': {
      name: 'With your e-mail and password',
      when: 'The same as for your switchboard.',
    },
  },
  anotherWay: 'Sign in another way',
  before: {
    open: 'Continue in the browser',
    'aircall-oauth':
      '{{provider}} opens in your browser. Sign in there as an administrator and allow the access; then you come back here.',
    'aircall-sso':
      '{{provider}} opens in your browser. Sign in there with your own account; then you come back here.',
    'aircall-own-client':
      '{{provider}} opens in your browser and asks on behalf of your own client. Its ID and secret are already in the keychain.',
  },
  waiting: {
    beginning: 'Opening your browser',
    beginningWhy: 'First we make sure that the access can be kept.',
    title: 'Continue in your browser',
    titleBack: 'Back from the browser',
    lead: {
      'aircall-oauth':
        'Sign in to {{provider}} there as an administrator and allow the access. Switchdeck then goes on by itself.',
      'aircall-sso':
        'Sign in to {{provider}} there with your own account. Switchdeck then goes on by itself.',
      'aircall-own-client': 'Sign in to {{provider}} there and allow the access to your own client.',
    },
    opened: 'The browser was opened again',
    notOpened:
      'The browser could not be opened. Copy the address and open it in any browser on this computer.',
    openAgain: 'Open the browser again',
    copy: 'Copy the address',
    copied: 'The address was copied. Paste it into a browser on this computer.',
    left: 'Expires in',
    leftScarce: 'Less than a minute left:',
    cancel: 'Cancel',
    cancelled: 'The sign-in was cancelled. Nothing was changed.',
  },
  stages: {
    waiting: 'Waiting for the browser',
    redeeming: 'Coming back to Switchdeck',
    proving: 'Asking what the access may do',
    done: 'Signed in',
    past: '(done)',
  },
  back: {
    title: 'The browser is done, but nothing happens here?',
    secondLink:
      'Press “Open Switchdeck” on its page once more. If that does not help, press “Hand over to Switchdeck” there.',
    code: 'Or copy the code from the page and paste it here:',
    addressTitle: 'The browser ends on a page that does not lead back?',
    address:
      'Copy the whole address from its address bar and paste it here, even if the page itself could not be shown.',
  },
  paste: {
    code: 'Code from the page',
    address: 'Address from the address bar',
    submit: 'Continue',
    why: {
      empty: 'Paste it into this field first.',
      'no-attempt': 'No sign-in is waiting for this any more. Start again.',
      unreadable: 'This is neither the code nor the address. Copy it again, the whole of it.',
      'other-attempt': 'This belongs to another sign-in. Use the page that was opened last.',
    },
  },
  ended: {
    title: 'You are not signed in',
    rejected: '{{provider}} did not accept the sign-in',
    rejectedNext: 'Start again. If it stays, ask whoever manages {{provider}} in your company.',
    rejectedClient: 'Check the client ID, its secret and the callback address, then start again.',
    said: '{{provider}} says about it:',
    again: 'Start again',
  },
  ownClient: {
    title: 'Sign in with your own OAuth client',
    where: 'All three are in the registration of your app with Aircall. The secret goes into the keychain.',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    callbackUrl: 'Callback address',
    callback: {
      none: 'Exactly as it was registered.',
      served: 'Switchdeck answers at this address itself while you sign in.',
      pasted: 'The browser will end at this address. You will copy it from there and paste it here.',
      unusable: 'It begins with https://, or with http://127.0.0.1 or http://localhost.',
    },
    missing: {
      clientId: 'Enter the client ID.',
      clientSecret: 'Enter the client secret.',
      callbackUrl: 'Enter the callback address as it was registered.',
    },
  },
  who: {
    title: 'You are {{name}}',
    meaning: 'Switchdeck now knows which calls and which presence are yours.',
    missing:
      'An agent account reads no calls. For those, add the access of your company, or ask your administrator for it.',
    goOn: 'Go on without calls',
    add: 'Add company access',
  },
} as const;
