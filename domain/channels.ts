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
  'accounts.list',
  'accounts.update',
  'accounts.recheck',
  'accounts.signOut',
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
  'sync.changed',
  'switchboard.changed',
  'settings.changed',
  'navigation.requested',
] as const;
export type EventName = (typeof eventNames)[number];

/** The IPC channel of an operation or event. */
export const channelOf = (name: OperationName | EventName): string => `switchdeck:${name}`;
