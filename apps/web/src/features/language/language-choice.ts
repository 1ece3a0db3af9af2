import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../../ui/stored-setting';

const settingName = 'language';
const listeners = new Set<() => void>();

/** The language the learner picked in this browser; undefined: what the browser asks for. */
export function chosenLanguage(): string | undefined {
  return readSetting(settingName);
}

export function chooseLanguage(tag: string): void {
  writeSetting(settingName, tag);
  for (const listener of listeners) listener();
}

export function onLanguageChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useChosenLanguage(): string | undefined {
  return useSyncExternalStore(onLanguageChoice, chosenLanguage);
}

/** What to ask the server for; undefined leaves it to the browser. */
export function acceptLanguage(
  chosen: string | undefined,
  ofBrowser: readonly string[],
): string | undefined {
  if (chosen === undefined) return undefined;
  const others = ofBrowser.filter((tag) => tag !== chosen);
  return [chosen, ...others.map((tag, index) => `${tag};q=${weights[index] ?? 0.1}`)].join(', ');
}
const weights = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2];
