import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import type { TerminalState } from './terminal-state';

interface TerminalStateNoteProps {
  state: TerminalState;
  onConnect: () => void;
  onRestart: () => void;
}

const refusals = {
  unauthorized: 'You are signed out. Reload the page to sign in; the shell goes on meanwhile.',
  notFound: 'This terminal is gone: it was closed, or the lab was reset.',
  protocolError: 'The server did not understand this page. Reload it to get the current version.',
};

/** What stands between the learner and the shell, and the button that helps. Nothing while all is well. */
export function TerminalStateNote({ state, onConnect, onRestart }: TerminalStateNoteProps) {
  switch (state.kind) {
    case 'waiting':
      return (
        <Banner tone="warn" action={<Button onClick={onConnect}>Reconnect now</Button>}>
          Connection lost; trying again by itself. The shell goes on for as long as the server does.
        </Banner>
      );
    case 'exited':
      return (
        <Banner tone="info" action={<Button onClick={onRestart}>Restart the shell</Button>}>
          The shell has ended
          {state.exitCode === undefined ? '' : ` with exit code ${state.exitCode}`}.
        </Banner>
      );
    case 'takenOver':
      return (
        <Banner tone="info" action={<Button onClick={onConnect}>Take it back</Button>}>
          This terminal is now open in another window.
        </Banner>
      );
    case 'refused':
      return (
        <Banner
          tone="fail"
          action={
            state.why === 'notFound' ? (
              <Button onClick={onRestart}>New shell</Button>
            ) : (
              <Button onClick={() => location.reload()}>Reload</Button>
            )
          }
        >
          {refusals[state.why]}
        </Banner>
      );
    default:
      return null;
  }
}
