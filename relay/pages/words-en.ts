import type { Words } from './words.ts';

export const english: Words = {
  landing: {
    title: 'One more step: open Switchdeck',
    lead: 'Aircall has confirmed the sign-in. When your browser asks whether it may open Switchdeck, allow it.',
    open: 'Open Switchdeck',
    validFor: 'This works once, for another {time}.',
    ways: 'Nothing happened?',
    waysLead: 'Press the button above. If Switchdeck still does not open, take one of these ways.',
    loopbackTitle: 'Hand over on this computer',
    loopbackLead:
      'Switchdeck is waiting for the browser. This goes straight to it and does not leave the computer.',
    loopback: 'Hand over to Switchdeck',
    codeTitle: 'Paste a code',
    codeLead: 'Copy this code and paste it where Switchdeck is waiting for the browser.',
    codeName: 'One-time code',
    copy: 'Copy the code',
    copied: 'Copied.',
    copyFailed: 'Copying is not allowed here. Select the code and copy it yourself.',
    warning:
      'Only paste the code into Switchdeck on this computer. Nobody will ever ask you for it, not by phone, e-mail or chat.',
  },
  over: {
    title: 'This page has done its work',
    lead: 'A sign-in works once and for two minutes. If Switchdeck shows you signed in, close this page. If not, start again in Switchdeck.',
  },
  failed: {
    denied: {
      title: 'Access was not granted',
      lead: 'Aircall says that the access was refused or cancelled. Nothing has changed. Only an administrator of your Aircall company can grant it.',
    },
    unavailable: {
      title: 'Aircall did not answer',
      lead: 'You gave your consent, but Aircall could not finish it just now. Nothing has changed. Try again in a minute.',
    },
    refused: {
      title: 'Aircall refused the sign-in',
      lead: 'Nothing has changed. Start again in Switchdeck; if it happens again, tell whoever looks after Switchdeck in your company.',
    },
    reason: 'Aircall’s reason:',
    back: 'Back to Switchdeck',
  },
  install: {
    title: 'Connect Switchdeck to your Aircall company',
    lead: 'Switchdeck is a program for the computers of your agents: one call log and one switchboard. After the next step it can be used with this company.',
    sees: 'What Switchdeck will see',
    items: [
      { what: 'Calls', why: 'running and past ones, with notes, tags and recordings' },
      { what: 'Users', why: 'who they are and whether they are available' },
      { what: 'Numbers', why: 'your lines and their opening hours' },
      { what: 'Teams', why: 'who belongs to which' },
      { what: 'Webhooks', why: 'it registers its own, to hear of calls at once' },
    ],
    scope:
      'Aircall has a single permission for apps, and it covers the whole public API of the company. You choose on its page which numbers Switchdeck sees, and can take the access back in the Aircall Dashboard at any time.',
    who: 'Only administrators of the Aircall company can go on.',
    go: 'Continue to Aircall',
  },
  installed: {
    title: 'Switchdeck is connected',
    lead: 'Your Aircall company has agreed.',
    next: 'Now open Switchdeck on your computer, press “Sign in” and choose Aircall.',
    nothingKept: 'This server has kept no access to your company: each sign-in in Switchdeck gets its own.',
    open: 'Open Switchdeck',
  },
  notInstalled: {
    title: 'Nothing was connected',
    lead: 'The access was refused or cancelled, or Aircall did not answer. Your Aircall company is as it was.',
    again: 'Try again',
  },
  badStart: {
    title: 'This address is not complete',
    lead: 'A sign-in begins in Switchdeck, which opens the right page by itself. Start it there again.',
  },
  foreign: {
    title: 'This sign-in cannot go on',
    lead: 'It was begun in another browser, has been used already, or took longer than ten minutes. Start it again where you began.',
  },
  noSso: {
    title: 'This way to sign in is not set up',
    lead: 'This server does not offer signing in as an Aircall agent. Choose another way in Switchdeck, or ask whoever looks after it in your company.',
  },
  notFound: {
    title: 'There is nothing here',
    lead: 'This server helps Switchdeck to sign in. Start in Switchdeck.',
  },
  busy: {
    title: 'Too busy just now',
    lead: 'The sign-in could not begin or go on. Wait half a minute and start it again in Switchdeck.',
  },
  broken: {
    title: 'Something broke on this server',
    lead: 'It is not your doing. Start the sign-in again in Switchdeck; if it happens again, tell whoever looks after Switchdeck in your company.',
  },
};
