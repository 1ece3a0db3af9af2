import { expect, it } from 'vitest';
import { terminalKeyAction } from './terminal-keys';

const none = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };

it.each([
  [{ key: 'F6' }, 'leave'],
  [{ key: 'F6', shiftKey: true }, 'leave'],
  [{ key: 'F6', ctrlKey: true }, 'shell'],
  [{ key: 'C', ctrlKey: true, shiftKey: true }, 'copy'],
  [{ key: 'V', ctrlKey: true, shiftKey: true }, 'paste'],
  [{ key: 'c', ctrlKey: true }, 'shell'],
  [{ key: 'v', ctrlKey: true }, 'shell'],
  [{ key: 'Tab' }, 'shell'],
  [{ key: 'Escape' }, 'shell'],
] as const)('%j goes to %s', (key, action) => {
  expect(terminalKeyAction({ ...none, ...key })).toBe(action);
});
