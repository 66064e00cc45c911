/**
 * Names of what crosses the bridge, apart from their schemas so that the preload script stays free of the schema
 * library. `contract.ts` must be exactly total over these lists.
 */
export const operationNames = [
  'app.ready',
  'settings.read',
  'settings.write',
  'secrets.read',
  'signIn.ways',
  'signIn.submit',
  'signIn.begin',
  'signIn.attempt',
  'signIn.openBrowser',
  'signIn.copyAddress',
  'signIn.paste',
  'signIn.cancel',
  'connection.open',
  'connection.pending',
  'connection.try',
  'connection.keep',
  'connection.discard',
  'accounts.list',
  'accounts.update',
  'accounts.recheck',
  'accounts.signOut',
  'accounts.impersonate',
  'accounts.stopImpersonating',
  'accounts.audit',
  'me.read',
  'calls.page',
  'calls.days',
  'calls.detail',
  'calls.facets',
  'calls.copyNumber',
  'calls.openInProvider',
  'sync.read',
  'sync.now',
  'switchboard.read',
] as const;
export type OperationName = (typeof operationNames)[number];

export const eventNames = [
  'calls.changed',
  'accounts.changed',
  'signIn.changed',
  'connection.changed',
  'sync.changed',
  'switchboard.changed',
  'settings.changed',
  'navigation.requested',
] as const;
export type EventName = (typeof eventNames)[number];

/** The IPC channel of an operation or event. */
export const channelOf = (name: OperationName | EventName): string => `switchdeck:${name}`;
