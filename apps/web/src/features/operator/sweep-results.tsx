import type { OperatorOverview } from '../../api-client/views';
import { When } from './when';

/** What was left over and is gone. */
export function SweepResults({ sweeps }: { sweeps: OperatorOverview['sweeps'] }) {
  const { sweptAt, removed } = sweeps;
  return (
    <section aria-labelledby="operator-sweeps">
      <h2 id="operator-sweeps">Left over</h2>
      <p className="operator-sum">
        {sweptAt === undefined ? (
          'Not looked for yet.'
        ) : (
          <>
            Looked for <When at={sweptAt} />
            {removed.length === 0 && ': there was nothing that no session owns'}.
          </>
        )}
      </p>
      {removed.length > 0 && (
        <ul className="operator-removed">
          {removed.map(({ at, name }) => (
            <li key={`${at} ${name}`}>
              <code>{name}</code> removed <When at={at} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
