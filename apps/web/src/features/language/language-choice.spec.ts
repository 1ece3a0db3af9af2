import { describe, expect, it } from 'vitest';
import { acceptLanguage } from './language-choice';

describe('acceptLanguage', () => {
  it.each([
    [undefined, ['en'], undefined],
    ['de', ['en-GB', 'en'], 'de, en-GB;q=0.9, en;q=0.8'],
    ['de', ['de', 'en'], 'de, en;q=0.9'],
    ['de', [], 'de'],
  ])('of the choice %s before %j: %s', (chosen, ofBrowser, header) => {
    expect(acceptLanguage(chosen, ofBrowser)).toBe(header);
  });
});
