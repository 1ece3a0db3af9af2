import { serverNowMs } from '../../api-client/server-clock';
import type { OperatedSession } from '../../api-client/views';
import { ConfirmButton } from '../../ui/confirm-button';
import { formatDuration, formatTimeLeft } from '../lab-session/format-time';
import { sessionState } from './session-state';
import type { OperatorActions } from './use-operator-actions';

interface SessionTableProps {
  sessions: OperatedSession[];
  actions: OperatorActions;
}

/** Everybody's sessions; those that wait for room first, with their places. */
export function SessionTable({ sessions, actions }: SessionTableProps) {
  const waiting = sessions.filter(({ ahead }) => ahead !== undefined).length;
  return (
    <section aria-labelledby="operator-sessions">
      <h2 id="operator-sessions">Sessions</h2>
      <p className="operator-sum">
        {sessions.length === 0 ? 'Nobody is here.' : `${sessions.length} going on`}
        {waiting > 0 && `, ${waiting} of them waiting for room`}
      </p>
      {sessions.length > 0 && (
        <div className="operator-scroll">
          <table className="operator-table">
            <thead>
              <tr>
                <th scope="col">Lab</th>
                <th scope="col">Learner</th>
                <th scope="col">State</th>
                <th scope="col">For</th>
                <th scope="col">Left</th>
                <th scope="col">Terminals</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <SessionRow key={session.id} session={session} actions={actions} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function SessionRow({ session, actions }: { session: OperatedSession; actions: OperatorActions }) {
  const { id, lab, learner, createdAt, expiresAt, terminals } = session;
  const nowMs = serverNowMs();
  return (
    <tr>
      <th scope="row">
        {lab}
        <code className="operator-id">{id}</code>
      </th>
      <td>{learner}</td>
      <td>{sessionState(session)}</td>
      <td>{formatDuration(nowMs - Date.parse(createdAt))}</td>
      <td>{expiresAt === undefined ? '–' : formatTimeLeft(Date.parse(expiresAt) - nowMs)}</td>
      <td>{terminals}</td>
      <td>
        {session.state !== 'ending' && (
          <ConfirmButton
            look="quiet"
            aria-label={`End the session of ${learner} in ${lab}`}
            question={`End the session of ${learner} in ${lab}?`}
            consequence={
              <p>The cluster and every file in it are thrown away. The learner’s score stays.</p>
            }
            confirmLabel="End it"
            danger
            onConfirm={() => actions.endSession(id)}
          >
            End
          </ConfirmButton>
        )}
      </td>
    </tr>
  );
}
