import { useState } from 'react';
import { readSetting, writeSetting } from '../../ui/stored-setting';
import { useStoredNumber } from '../../ui/use-stored-number';

export const fontSizeBounds = { min: 10, max: 24, initial: 14 } as const;

export interface TerminalSettings {
  readonly fontSizePx: number;
  readonly setFontSizePx: (sizePx: number) => void;
  /** Mirrors the screen into text that a screen reader reads aloud; costs speed on large output. */
  readonly screenReader: boolean;
  readonly setScreenReader: (on: boolean) => void;
}

export function useTerminalSettings(): TerminalSettings {
  const [fontSizePx, setFontSizePx] = useStoredNumber('terminal.font-size', fontSizeBounds);
  const [screenReader, setOn] = useState(() => readSetting('terminal.screen-reader') === 'on');
  const setScreenReader = (on: boolean) => {
    setOn(on);
    writeSetting('terminal.screen-reader', on ? 'on' : 'off');
  };
  return { fontSizePx, setFontSizePx, screenReader, setScreenReader };
}
