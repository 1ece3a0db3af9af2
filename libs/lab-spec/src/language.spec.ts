import { describe, expect, it } from 'vitest';
import { canonicalLanguage, chooseLanguage, isKnownLanguage } from './language.js';

describe('chooseLanguage', () => {
  it.each<[offered: string[], wanted: string[], chosen: string]>([
    [['en', 'de'], ['de'], 'de'],
    [['en', 'de'], ['de-AT'], 'de'],
    [['en', 'de-CH'], ['de-AT'], 'de-CH'],
    [['en', 'pt', 'pt-BR'], ['pt-br'], 'pt-BR'],
    [['en', 'pt-BR', 'pt'], ['pt-PT'], 'pt'],
    [['en', 'zh-Hant'], ['zh-Hant-TW', 'en'], 'zh-Hant'],
    [['en', 'de'], ['fr', 'de', 'en'], 'de'],
    [['en', 'de'], ['en-GB', 'de'], 'en'],
    [['en', 'de'], ['fr'], 'en'],
    [['en', 'de'], ['*'], 'en'],
    [['en', 'de'], ['', '-', 'd'], 'en'],
    [['en', 'de'], [], 'en'],
  ])('of %j for whoever wants %j: %s', (offered, wanted, chosen) => {
    expect(chooseLanguage(offered, wanted)).toBe(chosen);
  });
});

describe('language tags', () => {
  it.each([
    ['PT-br', 'pt-BR'],
    ['zh-hant', 'zh-Hant'],
    ['de_DE', undefined],
    ['', undefined],
  ])('%s is %s', (tag, canonical) => {
    expect(canonicalLanguage(tag)).toBe(canonical);
  });

  it('knows languages from countries', () => {
    expect(['de', 'pt-BR', 'gsw'].map(isKnownLanguage)).toEqual([true, true, true]);
    expect(['jp', 'dk', 'xx'].map(isKnownLanguage)).toEqual([false, false, false]);
  });
});
