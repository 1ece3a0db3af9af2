import { describe, expect, it } from 'vitest';
import { textLanguage } from './text-language';

describe('textLanguage', () => {
  const languages = { language: 'de', languages: ['en', 'de'] };

  it('is the one shown, or that of the lab for what is not translated', () => {
    expect(textLanguage(languages, {}, 'name')).toBe('de');
    expect(textLanguage(languages, { untranslated: ['name'] }, 'name')).toBe('en');
    expect(textLanguage(languages, { untranslated: ['name'] }, 'explain')).toBe('de');
  });
});
