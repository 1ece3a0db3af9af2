import { serverNowMs } from '../../api-client/server-clock';
import type { OperatorOverview } from '../../api-client/views';
import { Button } from '../../ui/button';
import { ConfirmButton } from '../../ui/confirm-button';
import { formatDuration } from '../lab-session/format-time';
import type { OperatorActions } from './use-operator-actions';

interface InstanceFactsProps {
  overview: OperatorOverview;
  actions: OperatorActions;
}

/** Which server this is, and whether it takes learners. */
export function InstanceFacts({ overview, actions }: InstanceFactsProps) {
  const { version, instance, startedAt, database, isolation, engine, isDraining } = overview;
  const facts: [string, string][] = [
    ['Version', version],
    ['Instance', instance],
    ['Running for', formatDuration(serverNowMs() - Date.parse(startedAt))],
    ['Database', database],
    ['Isolation of terminals', isolation],
    ...(engine === undefined ? [] : ([['Engine', engineText(engine)]] as [string, string][])),
  ];
  return (
    <section aria-labelledby="operator-server">
      <div className="operator-head">
        <h2 id="operator-server">Server</h2>
        {isDraining ? (
          <Button onClick={() => actions.setDraining(false)} busy={actions.busy}>
            Take learners again
          </Button>
        ) : (
          <ConfirmButton
            question="Empty the server?"
            consequence={
              <p>
                No lab can be started until you take it back or the server is restarted. Clusters
                that were made ahead are removed. Sessions that are open go on.
              </p>
            }
            confirmLabel="Empty it"
            onConfirm={() => actions.setDraining(true)}
          >
            Empty for maintenance
          </ConfirmButton>
        )}
      </div>
      {isDraining && (
        <p className="operator-note" role="status">
          {overview.sessions.length === 0
            ? 'The server is empty and takes no learners: it can be stopped.'
            : `The server is being emptied: ${countOf(overview.sessions.length, 'session')} to go.`}
        </p>
      )}
      <dl className="operator-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function engineText(engine: NonNullable<OperatorOverview['engine']>): string {
  const rootless = engine.rootless ? ', without root' : '';
  return `${engine.name} ${engine.version}${rootless}, kind ${engine.kindVersion}`;
}

export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
