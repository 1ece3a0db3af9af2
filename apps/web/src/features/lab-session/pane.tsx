import type { ReactNode } from 'react';
import type { PaneId, usePaneLayout } from './use-pane-layout';

interface PaneProps {
  id: PaneId;
  label: string;
  layout: ReturnType<typeof usePaneLayout>;
  children: ReactNode;
}

/** A region of the workbench; a tab panel where the panes are tabs. It stays mounted while hidden. */
export function Pane({ id, label, layout, children }: PaneProps) {
  const isTab = layout.tabs.includes(id);
  return (
    <section
      id={`pane-${id}`}
      className="pane"
      data-pane={id}
      role={isTab ? 'tabpanel' : 'region'}
      aria-label={isTab ? undefined : label}
      aria-labelledby={isTab ? `tab-${id}` : undefined}
      tabIndex={-1}
      hidden={!layout.isShown(id)}
    >
      {children}
    </section>
  );
}
