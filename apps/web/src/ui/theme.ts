import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from './stored-setting';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const settingName = 'theme';
const choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const listeners = new Set<() => void>();
const systemDark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
systemDark?.addEventListener('change', notify);

export function storedTheme(): ThemeChoice {
  const stored = readSetting(settingName);
  return choices.find((choice) => choice === stored) ?? 'system';
}

/** The stylesheet's light-dark() pairs follow color-scheme. */
export function applyTheme(choice: ThemeChoice): void {
  document.documentElement.style.colorScheme = choice === 'system' ? '' : choice;
}

export function chooseTheme(choice: ThemeChoice): void {
  writeSetting(settingName, choice);
  applyTheme(choice);
  notify();
}

export function nextThemeChoice(choice: ThemeChoice): ThemeChoice {
  return choices[(choices.indexOf(choice) + 1) % choices.length] ?? 'system';
}

function resolvedTheme(): Theme {
  const choice = storedTheme();
  if (choice !== 'system') return choice;
  return systemDark?.matches ? 'dark' : 'light';
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, storedTheme);
}

/** The theme in force, for what cannot read a stylesheet (the terminal's palette). */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, resolvedTheme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
