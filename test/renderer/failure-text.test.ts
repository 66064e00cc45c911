import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../domain/failure.ts';
import { failureText } from '../../renderer/failure-text.ts';
import { createFormats } from '../../renderer/formats/formats.ts';
import { createI18n, pageLanguages } from '../../renderer/i18n/i18n.ts';

const now = Date.UTC(2026, 10, 18, 12);
const textIn = (language: 'cs' | 'en') => {
  const t = createI18n(language).getFixedT(language, 'failures');
  const formats = createFormats(language, 'cs-CZ', 'CZ');
  return (failure: Parameters<typeof failureText>[0]) => failureText(failure, t, formats, now);
};

describe.each(pageLanguages)('failures told in %s', (language) => {
  it.each(failureCodes)('%s says what happened, what still works and what to do', (code) => {
    const { title, works, next } = textIn(language)({ code });
    expect(title).not.toContain(code);
    expect(title).not.toMatch(/\.$/u);
    expect(works).toMatch(/\.$/u);
    expect(next).toMatch(/\.$/u);
  });
});

describe('the details of a failure', () => {
  it('say when we try again, as long as that lies ahead', () => {
    const text = textIn('en');
    expect(text({ code: 'rate-limited', retryAt: now + 40_000 }).details).toEqual([
      'Next attempt in 40 seconds',
    ]);
    expect(text({ code: 'rate-limited', retryAt: now - 1 }).details).toEqual([]);
  });

  it('give the report number of a bug and the field that broke', () => {
    const { details } = textIn('en')({ code: 'unexpected', incidentId: 'a1b2c3d4', where: 'calls[3].id' });
    expect(details).toEqual(['Detail: calls[3].id', 'Report number a1b2c3d4']);
  });

  it('spare who mistyped a password the name of the request that was refused', () => {
    expect(textIn('en')({ code: 'sign-in-rejected', where: 'ping' }).details).toEqual([]);
  });

  it('offer the sign-in for a lost sign-in and nothing to press for a used-up limit', () => {
    expect(textIn('en')({ code: 'not-signed-in' }).action).toBe('sign-in');
    expect(textIn('en')({ code: 'rate-limited' }).action).toBe('none');
  });
});
