import { availableParallelism } from 'node:os';
import { Lanes, localProver, type Prover } from '@drillyard/lab-runner';
import type { OpenProviders, ProviderName } from '../providers.js';
import { ProofProcess } from './proof-process.js';

/**
 * Pieces in each process at a time: each waits half of its time, for a kubelet or for its own
 * programs, and needs some memory.
 */
const lanesPerProcess = 2;
/** A process takes some 300 MB, and two seconds of a processor before it begins. */
const processesMax = 8;
const piecesPerProcessMin = 12;

export interface Provers {
  readonly lanes: Lanes<Prover>;
  /** Ends the other processes and closes the providers. */
  close(): Promise<void>;
}

/** This process, and as many more as there are processors where so many pieces are worth it. */
export function startProvers(
  provider: ProviderName,
  providers: OpenProviders,
  pieceCount: number,
): Provers {
  const worth = Math.floor(pieceCount / piecesPerProcessMin);
  const count = Math.max(1, Math.min(processesMax, availableParallelism(), worth));
  // The clusters of kind are processes already, and their number has a limit.
  const others = Array.from({ length: provider === 'kind' ? 0 : count - 1 }, () =>
    ProofProcess.start(provider),
  );
  const provers = [localProver(providers), ...others.map(({ prove }) => prove)];
  return {
    lanes: new Lanes(Array.from({ length: lanesPerProcess }, () => provers).flat()),
    close: async () => {
      await Promise.all([...others.map((other) => other.close()), providers.close()]);
    },
  };
}
