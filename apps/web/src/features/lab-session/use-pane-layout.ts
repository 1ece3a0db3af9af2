import { useState } from 'react';
import { useMediaQuery } from '../../ui/use-media-query';
import { useStoredNumber } from '../../ui/use-stored-number';

export type PaneId = 'instructions' | 'terminal' | 'checks';

/** Wide: three panes. Medium: the terminal beside one of the others. Narrow: one at a time. */
export type PaneArrangement = 'wide' | 'medium' | 'narrow';

export const paneBounds = {
  instructions: { min: 280, max: 720, initial: 376 },
  checks: { min: 240, max: 560, initial: 288 },
} as const;

const tabsOf: Record<PaneArrangement, readonly PaneId[]> = {
  wide: [],
  medium: ['instructions', 'checks'],
  narrow: ['instructions', 'terminal', 'checks'],
};

/** Which panes are on show, which of them are tabs, and how wide they are. */
export function usePaneLayout() {
  const isWide = useMediaQuery('(min-width: 74rem)');
  const isMedium = useMediaQuery('(min-width: 48rem)');
  const arrangement: PaneArrangement = isWide ? 'wide' : isMedium ? 'medium' : 'narrow';
  const [chosen, setChosen] = useState<PaneId>('instructions');
  const [instructionsPx, setInstructionsPx] = useStoredNumber(
    'pane.instructions',
    paneBounds.instructions,
  );
  const [checksPx, setChecksPx] = useStoredNumber('pane.checks', paneBounds.checks);

  const tabs = tabsOf[arrangement];
  const selected = tabs.includes(chosen) ? chosen : 'instructions';
  const isShown = (pane: PaneId) => !tabs.includes(pane) || pane === selected;
  return {
    arrangement,
    tabs,
    selected,
    select: setChosen,
    isShown,
    instructionsPx,
    setInstructionsPx,
    checksPx,
    setChecksPx,
  };
}
