import { type CSSProperties, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { messageOf } from '../../api-client/problem';
import type { LabSessionView } from '../../api-client/views';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { CommandRunnerContext } from '../../ui/markdown/markdown';
import { SkipLink } from '../../ui/skip-link';
import { Splitter } from '../../ui/splitter';
import { TabList } from '../../ui/tab-list';
import { Notices } from '../auth/notices';
import { CheckAnnouncer } from '../grading/check-announcer';
import { CheckPanel } from '../grading/check-panel';
import {
  TerminalRegistry,
  TerminalRegistryContext,
  useActiveTerminal,
} from '../terminal/terminal-registry';
import { Terminals } from '../terminal/terminals';
import { ExpiryWarning } from './expiry-warning';
import { Instructions } from './instructions';
import { Pane } from './pane';
import { SessionHeader } from './session-header';
import { type LabSessionActions, useLabSessionActions } from './use-lab-session-actions';
import { usePaneKeys } from './use-pane-keys';
import { type PaneId, paneBounds, usePaneLayout } from './use-pane-layout';
import './workbench.css';

/** Where the learner works: instructions, terminals, checks. */
export function Workbench({ view }: { view: LabSessionView }) {
  const [registry] = useState(() => new TerminalRegistry());
  const actions = useLabSessionActions(view.id);
  usePaneKeys(registry);
  return (
    <TerminalRegistryContext value={registry}>
      <div className="workbench">
        <SkipLink to="pane-instructions">Skip to the instructions</SkipLink>
        <SessionHeader view={view} actions={actions} />
        <Notices />
        <ExpiryWarning view={view} onExtend={actions.extend} />
        {actions.error && (
          <Banner
            tone="fail"
            role="alert"
            action={
              <Button look="quiet" onClick={actions.dismissError}>
                Dismiss
              </Button>
            }
          >
            {messageOf(actions.error)}
          </Banner>
        )}
        <Panes view={view} actions={actions} />
      </div>
    </TerminalRegistryContext>
  );
}

const paneLabels: Record<PaneId, string> = {
  instructions: 'Instructions',
  terminal: 'Terminal',
  checks: 'Checks',
};

function Panes({ view, actions }: { view: LabSessionView; actions: LabSessionActions }) {
  const layout = usePaneLayout();
  const terminal = useActiveTerminal();
  const { select } = layout;
  const runner = useMemo(
    () => ({
      isReady: terminal !== undefined,
      run: (command: string) => {
        // Shown before it is typed into: what is hidden cannot take the focus.
        flushSync(() => select('terminal'));
        terminal?.run(command);
      },
    }),
    [terminal, select],
  );
  const { arrangement, tabs, instructionsPx, setInstructionsPx, checksPx, setChecksPx } = layout;
  const widths = { '--instructions': `${instructionsPx}px`, '--checks': `${checksPx}px` };
  return (
    <main className="panes" data-arrangement={arrangement} style={widths as CSSProperties}>
      {tabs.length > 0 && (
        <div className="panes-tabs">
          <TabList
            label="Panes"
            tabs={tabs.map((id) => ({ id, label: <PaneTab id={id} view={view} /> }))}
            selected={layout.selected}
            onSelect={select}
            panelId={(id) => `pane-${id}`}
          />
        </div>
      )}
      <Pane id="instructions" label={paneLabels.instructions} layout={layout}>
        <CommandRunnerContext value={runner}>
          <Instructions view={view} actions={actions} onShowChecks={() => select('checks')} />
        </CommandRunnerContext>
      </Pane>
      {arrangement !== 'narrow' && (
        <Splitter
          label="Width of the instructions"
          controls="pane-instructions"
          side="before"
          widthPx={instructionsPx}
          minPx={paneBounds.instructions.min}
          maxPx={paneBounds.instructions.max}
          onResize={setInstructionsPx}
        />
      )}
      <Pane id="terminal" label={paneLabels.terminal} layout={layout}>
        <Terminals sessionId={view.id} terminals={view.terminals} />
      </Pane>
      {arrangement === 'wide' && (
        <Splitter
          label="Width of the checks"
          controls="pane-checks"
          side="after"
          widthPx={checksPx}
          minPx={paneBounds.checks.min}
          maxPx={paneBounds.checks.max}
          onResize={setChecksPx}
        />
      )}
      <Pane id="checks" label={paneLabels.checks} layout={layout}>
        <CheckPanel view={view} />
      </Pane>
      <CheckAnnouncer view={view} visible={!layout.isShown('checks')} />
    </main>
  );
}

function PaneTab({ id, view }: { id: PaneId; view: LabSessionView }) {
  if (id !== 'checks') return paneLabels[id];
  const checks = view.tasks.flatMap((task) => task.checks);
  const passed = checks.filter(({ outcome }) => outcome.status === 'passed').length;
  return (
    <>
      Checks{' '}
      <span className="numeric">
        {passed}/{checks.length}
      </span>
    </>
  );
}
