import { type RefObject, useEffect, useRef, useState } from 'react';
import { serverConnection } from '../../api-client/server-connection';
import { useTheme } from '../../ui/theme';
import { TerminalConnection } from './terminal-connection';
import { terminalPalettes } from './terminal-palette';
import type { TerminalSettings } from './terminal-settings';
import { openTerminalSocket } from './terminal-socket';
import type { TerminalState } from './terminal-state';
import { XtermScreen } from './xterm-screen';

export interface LiveTerminal {
  readonly connection: TerminalConnection;
  readonly screen: XtermScreen;
}

/** Puts a terminal into `container` for as long as the component lives. */
export function useTerminal(
  terminalId: string,
  container: RefObject<HTMLElement | null>,
  settings: TerminalSettings,
): {
  state: TerminalState;
  notice: string | undefined;
  dismissNotice: () => void;
  live: RefObject<LiveTerminal | undefined>;
} {
  const [state, setState] = useState<TerminalState>({ kind: 'connecting' });
  const [notice, setNotice] = useState<string>();
  const live = useRef<LiveTerminal | undefined>(undefined);
  const theme = useTheme();

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const screen = new XtermScreen(element, { fontFamily: monospaceFamily() });
    const connection = new TerminalConnection({
      screen,
      openSocket: (offset) => openTerminalSocket(terminalId, offset),
      onState: setState,
      onNotice: setNotice,
      schedule: (task, delayMs) => {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
    screen.onInput((bytes) => connection.type(bytes));
    screen.onResize((cols, rows) => connection.resize(cols, rows));
    const resizes = new ResizeObserver(() => screen.fit());
    resizes.observe(element);
    const retry = () => connection.retryNow();
    addEventListener('online', retry);
    const unsubscribe = serverConnection.subscribe(() => {
      if (serverConnection.isReachable()) retry();
    });
    live.current = { connection, screen };
    connection.connect();
    return () => {
      live.current = undefined;
      removeEventListener('online', retry);
      unsubscribe();
      resizes.disconnect();
      connection.close();
      screen.dispose();
    };
  }, [terminalId, container]);

  const { fontSizePx, screenReader } = settings;
  useEffect(() => {
    live.current?.screen.set({
      theme: terminalPalettes[theme],
      fontSize: fontSizePx,
      screenReaderMode: screenReader,
    });
  }, [theme, fontSizePx, screenReader]);

  return { state, notice, dismissNotice: () => setNotice(undefined), live };
}

function monospaceFamily(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--mono').trim();
}
