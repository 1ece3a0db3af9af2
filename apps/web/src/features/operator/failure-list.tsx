import type { OperatedFailure } from '../../api-client/views';
import { CopyButton } from '../../ui/copy-button';
import { formatDuration } from '../lab-session/format-time';
import { When } from './when';

const placeNames: Record<OperatedFailure['place'], string> = {
  session: 'a session',
  pool: 'a cluster to be kept ready',
  sweep: 'a sweep',
};

/** What failed lately, each with its command to be tried by hand. */
export function FailureList({ failures }: { failures: OperatedFailure[] }) {
  return (
    <section aria-labelledby="operator-failures">
      <h2 id="operator-failures">Failures</h2>
      {failures.length === 0 && (
        <p className="operator-sum">Nothing has failed since the server was started.</p>
      )}
      <ol className="operator-failures">
        {failures.map((failure) => (
          <li key={`${failure.at} ${failure.subject} ${failure.code}`}>
            <p>
              <code className="operator-code">{failure.code}</code>
              <span className="operator-soft">
                {placeNames[failure.place]}
                {failure.subject !== undefined && ` (${failure.subject})`}, <When at={failure.at} />
              </span>
            </p>
            <p>{failure.message}</p>
            {failure.command && <FailedCommand command={failure.command} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function FailedCommand({ command }: { command: NonNullable<OperatedFailure['command']> }) {
  const { commandLine, exitCode, durationMs, output } = command;
  const how = exitCode === undefined ? 'ended' : `exit code ${exitCode}`;
  return (
    <details>
      <summary>
        The command ({how} after {formatDuration(durationMs)})
      </summary>
      <CopyButton text={commandLine} />
      <pre>{commandLine}</pre>
      {output !== '' && <pre>{output}</pre>}
    </details>
  );
}
