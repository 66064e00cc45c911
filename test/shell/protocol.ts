import type { Schemes } from './schemes.ts';
import type { ProtocolMembers } from './members.ts';

/** Electron's `protocol`: the app's own schemes, served by request interception. */
export function createProtocol(schemes: Schemes): ProtocolMembers {
  return {
    registerSchemesAsPrivileged: (list) => {
      for (const { scheme } of list) schemes.register(scheme);
    },
    handle: (scheme, handler) => {
      schemes.handle(scheme, handler);
    },
    unhandle: (scheme) => {
      schemes.handle(scheme, null);
    },
    isProtocolHandled: (scheme) => schemes.handlerOf(`${scheme}:`) !== null,
  };
}
