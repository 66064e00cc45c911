import { ipcMain, type WebContents } from 'electron';
import { channelOf, operationNames } from '../../domain/channels.ts';
import type { Answer } from '../answer.ts';
import { isTrustedSender } from './sender.ts';

/** Serves every operation of the contract; there is no other place where a channel is registered. */
export function serveOperations(answer: Answer, ourPage: () => WebContents | null): void {
  for (const name of operationNames) {
    ipcMain.handle(channelOf(name), (event, input: unknown) =>
      answer(name, isTrustedSender(event.senderFrame, event.sender, ourPage()), input),
    );
  }
}
