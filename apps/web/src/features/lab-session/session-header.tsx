import { Link } from 'react-router';
import type { LabSessionView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { ConfirmButton } from '../../ui/confirm-button';
import { Logo } from '../../ui/logo';
import { Meter } from '../../ui/meter';
import { ThemeButton } from '../../ui/theme-button';
import { useMediaQuery } from '../../ui/use-media-query';
import { useTextLanguage } from '../language/text-language';
import { EndLabButton } from './end-lab-button';
import { TimeLeft } from './time-left';
import type { LabSessionActions } from './use-lab-session-actions';
import './session-header.css';

interface SessionHeaderProps {
  view: LabSessionView;
  actions: LabSessionActions;
}

export function SessionHeader({ view, actions }: SessionHeaderProps) {
  const langOf = useTextLanguage();
  const roomy = useMediaQuery('(min-width: 60rem)');
  return (
    <header className="session-header">
      <Logo compact />
      <h1 lang={langOf(view.lab, 'title')}>{view.lab.title}</h1>
      <Score view={view} />
      <TimeLeft view={view} />
      {roomy ? (
        <div className="session-header-actions">
          <SessionButtons view={view} actions={actions} />
          <ThemeButton />
        </div>
      ) : (
        <>
          <Button look="quiet" icon="menu" iconOnlyLabel="Lab menu" popoverTarget="session-menu" />
          <div id="session-menu" className="session-menu" popover="auto">
            <Link to="/">All labs</Link>
            <SessionButtons view={view} actions={actions} />
            <ThemeButton inWords />
          </div>
        </>
      )}
    </header>
  );
}

function Score({ view }: { view: LabSessionView }) {
  const { points, max } = view.score;
  return (
    <div className="session-score">
      <p className="numeric">
        <span className="visually-hidden">Score: </span>
        <strong>{points}</strong>
        <span className="session-score-max">/{max}</span>
      </p>
      <Meter value={points} max={max} />
    </div>
  );
}

function SessionButtons({ view, actions }: SessionHeaderProps) {
  return (
    <>
      {view.extensionsLeft > 0 && (
        <Button look="quiet" busy={actions.busy} onClick={actions.extend}>
          More time
        </Button>
      )}
      <ConfirmButton
        look="quiet"
        question="Reset the lab?"
        consequence={
          <p>
            You get a fresh cluster and an empty home, as at the start. What you made in this one is
            thrown away, and its terminals close.
          </p>
        }
        confirmLabel="Reset"
        danger
        onConfirm={actions.reset}
      >
        Reset
      </ConfirmButton>
      <EndLabButton view={view} onEnd={actions.end} />
    </>
  );
}
