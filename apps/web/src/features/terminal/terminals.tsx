import { useEffect, useRef, useState } from 'react';
import type { TerminalView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { TabList } from '../../ui/tab-list';
import { TerminalPane } from './terminal-pane';
import { useTerminalRegistry } from './terminal-registry';
import { fontSizeBounds, type TerminalSettings, useTerminalSettings } from './terminal-settings';
import { TouchKeys } from './touch-keys';
import { useTerminalActions } from './use-terminal-actions';
import './terminals.css';

/** All terminals of a lab session, as tabs. */
export function Terminals({
  sessionId,
  terminals,
}: {
  sessionId: string;
  terminals: TerminalView[];
}) {
  const settings = useTerminalSettings();
  const registry = useTerminalRegistry();
  const { open, close, replace, busy, error } = useTerminalActions(sessionId, terminals);
  const [chosen, setChosen] = useState<string>();
  const active = terminals.find(({ id }) => id === chosen) ?? terminals.at(0);
  const activeId = active?.id;
  useEffect(() => registry.activate(activeId), [registry, activeId]);

  // A session comes without a terminal, and so does a reset: the first is opened for the learner.
  const asked = useRef(false);
  useEffect(() => {
    if (terminals.length > 0) {
      asked.current = false;
    } else if (!asked.current) {
      asked.current = true;
      void open().then(setChosen);
    }
  });

  return (
    <div className="terminals">
      <div className="terminals-bar">
        {active && (
          <TabList
            label="Terminals"
            tabs={terminals.map(({ id, title }) => ({ id, label: title }))}
            selected={active.id}
            onSelect={setChosen}
            panelId={(id) => `terminal-${id}`}
          />
        )}
        <Button
          look="quiet"
          icon="plus"
          iconOnlyLabel="New terminal"
          busy={busy}
          onClick={() => void open().then(setChosen)}
        />
        <TerminalTools settings={settings} />
        {terminals.length > 1 && active && (
          <Button
            look="quiet"
            icon="cross"
            iconOnlyLabel={`Close ${active.title}`}
            onClick={() => void close(active.id)}
          />
        )}
      </div>
      {error && (
        <p className="form-error terminals-error" role="alert">
          <Icon name="warning" />
          {error}
        </p>
      )}
      {terminals.map((terminal) => (
        <TerminalPane
          key={terminal.id}
          terminal={terminal}
          active={terminal.id === activeId}
          settings={settings}
          onRestart={() => void replace(terminal.id).then(setChosen)}
        />
      ))}
      <TouchKeys onKey={(sends) => registry.active?.press(sends)} />
      <p className="terminals-hint">
        <span>
          <kbd>F6</kbd> leaves the terminal
        </span>
        <span>
          <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>C</kbd> / <kbd>V</kbd> copy, paste
        </span>
      </p>
    </div>
  );
}

function TerminalTools({ settings }: { settings: TerminalSettings }) {
  const { fontSizePx, setFontSizePx, screenReader, setScreenReader } = settings;
  return (
    <div className="terminals-tools">
      <Button
        look="quiet"
        icon="reader"
        iconOnlyLabel="Screen reader mode"
        aria-pressed={screenReader}
        onClick={() => setScreenReader(!screenReader)}
      />
      <Button
        look="quiet"
        icon="minus"
        iconOnlyLabel="Smaller text"
        disabled={fontSizePx <= fontSizeBounds.min}
        onClick={() => setFontSizePx(fontSizePx - 1)}
      />
      <span className="terminals-size numeric" aria-hidden="true">
        {fontSizePx}
      </span>
      <Button
        look="quiet"
        icon="plus"
        iconOnlyLabel="Larger text"
        disabled={fontSizePx >= fontSizeBounds.max}
        onClick={() => setFontSizePx(fontSizePx + 1)}
      />
    </div>
  );
}
