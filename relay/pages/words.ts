import { czech } from './words-cs.ts';
import { english } from './words-en.ts';
import type { Language } from './language.ts';

/** A page that only tells something. */
export interface Notice {
  readonly title: string;
  readonly lead: string;
}

/** Everything the pages say. A language that misses a text does not compile. */
export interface Words {
  readonly landing: {
    readonly title: string;
    readonly lead: string;
    readonly open: string;
    /** `{time}` is minutes and seconds. */
    readonly validFor: string;
    readonly ways: string;
    readonly waysLead: string;
    readonly loopbackTitle: string;
    readonly loopbackLead: string;
    readonly loopback: string;
    readonly codeTitle: string;
    readonly codeLead: string;
    readonly codeName: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly warning: string;
  };
  readonly over: Notice;
  readonly failed: {
    readonly denied: Notice;
    readonly unavailable: Notice;
    readonly refused: Notice;
    /** Before the upstream's own word. */
    readonly reason: string;
    readonly back: string;
  };
  readonly install: Notice & {
    readonly sees: string;
    readonly items: readonly { readonly what: string; readonly why: string }[];
    readonly scope: string;
    readonly who: string;
    readonly go: string;
  };
  readonly installed: Notice & { readonly next: string; readonly nothingKept: string; readonly open: string };
  readonly notInstalled: Notice & { readonly again: string };
  readonly badStart: Notice;
  readonly foreign: Notice;
  readonly noSso: Notice;
  readonly notFound: Notice;
  readonly busy: Notice;
  readonly broken: Notice;
}

export const words: Readonly<Record<Language, Words>> = { en: english, cs: czech };
