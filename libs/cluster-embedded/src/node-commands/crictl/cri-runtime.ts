import type { CriContainer, CriImage, CriPod } from '@drillyard/kubelet-simulator';

/** What containerd of a node knows. */
export interface CriRuntime {
  /** Whether anybody answers on its socket. */
  readonly isUp: boolean;
  readonly pods: readonly CriPod[];
  readonly containers: readonly CriContainer[];
  readonly images: readonly CriImage[];
}

/** A refusal in the words of containerd and of crictl. */
export class CriError extends Error {}

/** What an id, or the beginning of one, stands for. Throws CriError. */
export function findContainer({ containers }: CriRuntime, id: string): CriContainer {
  return only(
    containers.filter((container) => container.id.startsWith(id)),
    `an error occurred when try to find container ${JSON.stringify(id)}`,
    id,
  );
}

/** Throws CriError. */
export function findPod({ pods }: CriRuntime, id: string): CriPod {
  return only(
    pods.filter((pod) => pod.id.startsWith(id)),
    `an error occurred when try to find sandbox ${JSON.stringify(id)}`,
    id,
  );
}

function only<T>(found: readonly T[], what: string, id: string): T {
  const [first, second] = found;
  if (second !== undefined) {
    throw new CriError(
      `rpc error: code = Unknown desc = ${what}: multiple IDs found with provided prefix: ${id}`,
    );
  }
  if (first === undefined)
    throw new CriError(`rpc error: code = NotFound desc = ${what}: not found`);
  return first;
}
