import { Link } from 'react-router';
import { messageOf } from '../../api-client/problem';
import type { LabSessionView } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Plate } from '../../ui/plate';
import { SessionFrame } from './session-frame';
import { useLabSessionActions } from './use-lab-session-actions';

/** What went wrong in the server's words, and the way out. */
export function SessionFailed({ view }: { view: LabSessionView }) {
  const actions = useLabSessionActions(view.id);
  return (
    <SessionFrame>
      <Plate
        label="Lab failed"
        title="The lab could not go on"
        actions={
          <>
            <Button
              look="primary"
              className="button-large"
              busy={actions.busy}
              onClick={actions.reset}
            >
              Start it again
            </Button>
            <Link className="button button-large" to="/">
              All labs
            </Link>
          </>
        }
      >
        <p>{view.failure?.message ?? 'The server gave no reason.'}</p>
        <p>
          This is not about your work. If it happens again, tell whoever runs this server
          {view.failure && (
            <>
              {' '}
              the code <code>{view.failure.code}</code>
            </>
          )}
          .
        </p>
        <p className="form-error" role="alert">
          {actions.error && messageOf(actions.error)}
        </p>
      </Plate>
    </SessionFrame>
  );
}
