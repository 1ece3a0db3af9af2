import { useQuery } from '@tanstack/react-query';
import { messageOf } from '../../api-client/problem';
import { operatorQuery } from '../../api-client/queries';
import type { OperatorOverview } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { Plate } from '../../ui/plate';
import { FailureList } from './failure-list';
import { InstanceFacts } from './instance-facts';
import { ProviderList } from './provider-list';
import { SessionTable } from './session-table';
import { SweepResults } from './sweep-results';
import { useOperatorActions } from './use-operator-actions';
import './operator.css';

/** What whoever runs the server needs to see, asked for again every few seconds. */
export function Operator() {
  const overview = useQuery(operatorQuery);
  if (overview.data) return <Overview overview={overview.data} stale={overview.isError} />;
  if (!overview.isError) return <Loading what="Looking around" />;
  return (
    <Plate
      label="Operator"
      title="This page is not for you"
      actions={<Button onClick={() => void overview.refetch()}>Try again</Button>}
    >
      <p>{messageOf(overview.error)}</p>
    </Plate>
  );
}

function Overview({ overview, stale }: { overview: OperatorOverview; stale: boolean }) {
  const actions = useOperatorActions();
  return (
    <div className="operator">
      <h1>Operator</h1>
      {stale && (
        <p className="operator-note" role="status">
          The server does not answer: this is what was true last.
        </p>
      )}
      {actions.error && (
        <p className="operator-note" role="alert">
          {messageOf(actions.error)}
        </p>
      )}
      {overview.warnings.length > 0 && (
        <ul className="operator-note">
          {overview.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <InstanceFacts overview={overview} actions={actions} />
      <SessionTable sessions={overview.sessions} actions={actions} />
      <ProviderList providers={overview.providers} />
      <FailureList failures={overview.failures} />
      <SweepResults sweeps={overview.sweeps} />
    </div>
  );
}
