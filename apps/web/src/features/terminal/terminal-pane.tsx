import { useEffect, useId, useRef } from 'react';
import type { TerminalView } from '../../api-client/views';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { type TerminalHandle, useTerminalRegistry } from './terminal-registry';
import type { TerminalSettings } from './terminal-settings';
import { TerminalStateNote } from './terminal-state-note';
import { useTerminal } from './use-terminal';
import './terminal-pane.css';

interface TerminalPaneProps {
  terminal: TerminalView;
  active: boolean;
  settings: TerminalSettings;
  onRestart: () => void;
}

/** One terminal and what there is to say about its connection. */
export function TerminalPane({ terminal, active, settings, onRestart }: TerminalPaneProps) {
  const container = useRef<HTMLDivElement>(null);
  const { state, notice, dismissNotice, live } = useTerminal(terminal.id, container, settings);
  const registry = useTerminalRegistry();
  const isLive = state.kind === 'live';
  const hintId = useId();

  useEffect(() => {
    const handle: TerminalHandle = {
      isLive,
      run: (command) => live.current?.screen.run(command),
      press: (sends) => live.current?.screen.press(sends),
      focus: () => live.current?.screen.focus(),
    };
    return registry.register(terminal.id, handle);
  }, [registry, terminal.id, isLive, live]);

  // Whoever opens a terminal wants to type. Nobody's own place is taken, and no touch keyboard opens.
  useEffect(() => {
    const isUnclaimed = document.activeElement === document.body;
    const hasKeyboard = matchMedia('(pointer: fine)').matches;
    if (isLive && active && isUnclaimed && hasKeyboard) live.current?.screen.focus();
  }, [isLive, active, live]);

  return (
    <div
      className="terminal-pane"
      id={`terminal-${terminal.id}`}
      role="tabpanel"
      aria-labelledby={`tab-${terminal.id}`}
      hidden={!active}
      data-state={state.kind}
    >
      {notice && (
        <Banner
          tone="warn"
          action={
            <Button look="quiet" onClick={dismissNotice}>
              Dismiss
            </Button>
          }
        >
          {notice}
        </Banner>
      )}
      <TerminalStateNote
        state={state}
        onConnect={() => live.current?.connection.connect()}
        onRestart={onRestart}
      />
      <div ref={container} className="terminal-screen" aria-describedby={hintId} />
      <p id={hintId} className="visually-hidden">
        Terminal. Tab goes to the shell; F6 leaves the terminal.
      </p>
    </div>
  );
}
