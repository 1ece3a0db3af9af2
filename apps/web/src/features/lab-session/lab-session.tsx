import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { messageOf, Problem } from '../../api-client/problem';
import { labSessionQuery } from '../../api-client/queries';
import type { LabSessionView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { Plate } from '../../ui/plate';
import { LanguagesContext } from '../language/text-language';
import { SessionEnded } from './session-ended';
import { SessionFailed } from './session-failed';
import { SessionFrame } from './session-frame';
import { SessionStarting } from './session-starting';
import { useLabSessionEvents } from './use-lab-session-events';
import { Workbench } from './workbench';

/** A lab session in whatever state it is; follows the server's events. */
export function LabSession({ id }: { id: string }) {
  const session = useQuery(labSessionQuery(id));
  const view = session.data;
  const over = view?.state === 'ended' || view?.state === 'failed';
  // What was shown goes on being shown while the server is away, but not once it says "no such".
  const gone = session.error instanceof Problem && session.error.status === 404;
  useLabSessionEvents(id, view !== undefined && !over && !gone);
  if (view && !gone) {
    return (
      <LanguagesContext value={view.lab}>
        <title>{`${view.lab.title} · Drillyard`}</title>
        <SessionInState view={view} />
      </LanguagesContext>
    );
  }
  if (session.isPending) return <Loading what="Finding your lab" />;
  return <SessionMissing error={session.error} retry={() => void session.refetch()} />;
}

function SessionInState({ view }: { view: LabSessionView }) {
  switch (view.state) {
    case 'requested':
    case 'provisioning':
      return <SessionStarting view={view} />;
    case 'ready':
      return <Workbench view={view} />;
    case 'ending':
      return <Loading what="Taking the cluster down" />;
    case 'ended':
      return <SessionEnded view={view} />;
    case 'failed':
      return <SessionFailed view={view} />;
  }
}

function SessionMissing({ error, retry }: { error: unknown; retry: () => void }) {
  const unknown = error instanceof Problem && error.status === 404;
  return (
    <SessionFrame>
      <Plate
        label={unknown ? 'Session not found' : 'Session'}
        title={unknown ? 'This lab session is gone' : 'The lab session could not be read'}
        actions={
          <>
            <Link className="button button-primary button-large" to="/">
              All labs
            </Link>
            {!unknown && (
              <Button className="button-large" onClick={retry}>
                Try again
              </Button>
            )}
          </>
        }
      >
        <p>{messageOf(error)}</p>
        {unknown && <p>Start the lab again to get a fresh cluster.</p>}
      </Plate>
    </SessionFrame>
  );
}
