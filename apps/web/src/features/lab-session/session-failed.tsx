import { Link } from 'react-router';
import type { LabSessionView } from '../../api-client/views';
import { Plate } from '../../ui/plate';
import { SessionFrame } from './session-frame';

/** What went wrong in the server's words, and the way out. */
export function SessionFailed({ view }: { view: LabSessionView }) {
  return (
    <SessionFrame>
      <Plate
        label="Lab failed"
        title="The lab could not go on"
        actions={
          <>
            <Link className="button button-primary button-large" to={`/labs/${view.lab.name}`}>
              Start it again
            </Link>
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
      </Plate>
    </SessionFrame>
  );
}
