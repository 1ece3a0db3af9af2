import type { OperatedProvider } from '../../api-client/views';
import { Meter } from '../../ui/meter';
import { countOf } from './instance-facts';

const mebibyte = 1024 ** 2;

/** Where clusters come from: how much of each is in use, and what is kept ready. */
export function ProviderList({ providers }: { providers: OperatedProvider[] }) {
  return (
    <section aria-labelledby="operator-clusters">
      <h2 id="operator-clusters">Clusters</h2>
      <ul className="operator-providers">
        {providers.map((provider) => (
          <li key={provider.name}>
            <h3>{provider.name}</h3>
            <p>{countOf(provider.clusters, 'session')} ready</p>
            {provider.capacity && <Capacity capacity={provider.capacity} />}
            {provider.waiting > 0 && <p>{countOf(provider.waiting, 'session')} waiting for room</p>}
            {provider.pools.length > 0 && <Pools pools={provider.pools} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Capacity({ capacity }: { capacity: NonNullable<OperatedProvider['capacity']> }) {
  const { clusters, memoryBytes } = capacity;
  const mib = (bytes: number) => Math.round(bytes / mebibyte).toLocaleString('en');
  return (
    <>
      <p>
        {clusters.used} of {clusters.max} clusters, those kept ready among them
      </p>
      <Meter value={clusters.used} max={clusters.max} />
      <p>
        {mib(memoryBytes.used)} of {mib(memoryBytes.max)} MiB of memory
      </p>
      <Meter value={memoryBytes.used} max={memoryBytes.max} />
    </>
  );
}

function Pools({ pools }: { pools: OperatedProvider['pools'] }) {
  return (
    <table className="operator-table">
      <caption>Kept ready</caption>
      <thead>
        <tr>
          <th scope="col">Shape</th>
          <th scope="col">Ready</th>
          <th scope="col">Being made</th>
        </tr>
      </thead>
      <tbody>
        {pools.map(({ controlPlanes, workers, size, ready, creating }) => (
          <tr key={`${controlPlanes}:${workers}`}>
            <th scope="row">
              {countOf(controlPlanes, 'control plane')}, {countOf(workers, 'worker')}
            </th>
            <td>
              {ready} of {size}
            </td>
            <td>{creating}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
