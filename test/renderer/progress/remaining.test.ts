import { describe, expect, it } from 'vitest';
import { createI18n } from '../../../renderer/i18n/i18n.ts';
import { timeLeftWords } from '../../../renderer/progress/remaining.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const words = (language: 'cs' | 'en') => {
  const t = createI18n(language).getFixedT(language, 'progress');
  return (ms: number) => timeLeftWords(ms, t);
};

describe('the time a pull still takes', () => {
  it.each([
    [0, 'less than a minute left'],
    [59 * second, 'less than a minute left'],
    [14 * minute + 20 * second, 'about 14 min left'],
    [59 * minute + 20 * second, 'about 59 min left'],
    [59 * minute + 40 * second, 'about 1 h left'],
    [hour + 22 * minute, 'about 1 h 20 min left'],
    [2 * hour + 58 * minute, 'about 3 h left'],
    [9 * hour + 54 * minute, 'about 9 h 50 min left'],
    [9 * hour + 56 * minute, 'about 10 h left'],
    [14 * hour + 20 * minute, 'about 14 h left'],
    [35 * hour + 40 * minute, 'about 36 h left'],
    [47 * hour + 40 * minute, 'about 2 days left'],
    [3 * day + 5 * hour, 'about 3 days left'],
  ])('is told of %d ms no more exactly than it can be known: %s', (ms, said) => {
    expect(words('en')(ms)).toBe(said);
  });

  it.each([
    [14 * minute, 'ještě asi 14 min'],
    [2 * day, 'ještě asi 2 dny'],
    [5 * day, 'ještě asi 5 dní'],
  ])('is said in Czech as people say it: %d ms', (ms, said) => {
    expect(words('cs')(ms)).toBe(said);
  });

  it('never says again what it has left behind while less and less is left', () => {
    const say = words('en');
    const steps = Array.from({ length: 9_090 }, (_, step) => say(4 * day - step * 38 * second));
    const changes = steps.filter((said, step) => said !== steps[step - 1]);
    expect(changes).toEqual([...new Set(changes)]);
    expect(changes.at(0)).toBe('about 4 days left');
    expect(changes.at(-1)).toBe('about 4 min left');
  });
});
