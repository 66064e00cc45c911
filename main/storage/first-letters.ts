import { anyCall } from '../../domain/call.ts';
import { questionOf } from './question.ts';
import type { Stored } from './read-calls.ts';

/** What words and numbers begin with, folded. Others are rare, and what is found by them are few. */
export const firstLetters: readonly string[] = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');

/** The epoch: what the letters ask does not depend on the day. */
const anyDay = 0;

/**
 * Prepares the answers to one letter after the other, one for each call of what is returned (true when there are no
 * more). The first letter of a word is what most calls have, and what everything typed after it narrows.
 */
export function preparingLetters({ database, columns }: Stored): () => boolean {
  const left = [...firstLetters];
  return () => {
    const letter = left.shift();
    if (letter === undefined) return true;
    columns.answers.prepare(questionOf(database, { ...anyCall, text: letter }, anyDay));
    return left.length === 0;
  };
}
