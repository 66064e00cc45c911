import { contextBridge, ipcRenderer } from 'electron';
import { channelOf, eventNames, operationNames } from '../domain/channels.ts';
import { holdUntilHeard, subscribeTo } from './hold-until-heard.ts';

/**
 * Puts one function per contract key at `window.switchdeck`. No generic invoke, no ipcRenderer and no event object
 * reach the page; a subscription's only handle is its own unsubscribe.
 */
const operations = Object.fromEntries(
  operationNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(channelOf(name), input)]),
);

const events = Object.fromEntries(
  eventNames.map((name) => {
    const subscribing = name === 'navigation.requested' ? holdUntilHeard : subscribeTo;
    return [name, subscribing(ipcRenderer, channelOf(name))];
  }),
);

// The two name lists are exactly the contract's keys, so this is a `Bridge` (domain/contract.ts).
contextBridge.exposeInMainWorld('switchdeck', { operations, events });
