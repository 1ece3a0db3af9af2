import { useEffect } from 'react';
import type { TerminalRegistry } from '../terminal/terminal-registry';

/**
 * F6 goes from pane to pane, Shift+F6 back, as in a desktop's windows. It is the way out of the
 * terminal, in which Tab belongs to the shell. A pane is any visible element with data-pane.
 */
export function usePaneKeys(registry: TerminalRegistry): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
      const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
        (pane) => pane.offsetParent !== null,
      );
      if (panes.length === 0) return;
      event.preventDefault();
      const current = panes.findIndex((pane) => pane.contains(document.activeElement));
      const step = event.shiftKey ? -1 : 1;
      const start = current === -1 && event.shiftKey ? 0 : current;
      const next = panes[(start + step + panes.length) % panes.length];
      if (next?.dataset['pane'] === 'terminal' && registry.active) registry.active.focus();
      else next?.focus();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [registry]);
}
