import { OperationalError } from '@drillyard/errors';
import type { CommandRunner } from './command-runner.js';
import { explainFault } from './fault.js';
import { unreadable } from './tool-output.js';

/**
 * The releases of kind this provider is written for: 0.32 is the first that speaks the kubeadm
 * API of Kubernetes 1.36, and what comes after the last one nobody has tried.
 */
export const kindVersions = { from: '0.32.0', below: '0.34.0' } as const;

const answerMs = 10_000;

/**
 * The version of kind on this host, such as `0.32.0`.
 * @throws OperationalError KIND_MISSING, KIND_VERSION_UNSUPPORTED, TOOL_OUTPUT_UNREADABLE.
 */
export async function requireKind(runner: CommandRunner, program: string): Promise<string> {
  const { stdout } = await runner
    .run([program, 'version'], { timeoutMs: answerMs })
    .catch((error: unknown) => {
      throw explainFault(error, 'docker');
    });
  // `kind v0.32.0 go1.26.0 linux/amd64`, kind `pkg/cmd/kind/version/version.go`.
  const version = /^kind v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw unreadable(stdout, `${program} version`);
  const isBelow = (other: string) => compareVersions(version, other) < 0;
  if (!isBelow(kindVersions.from) && isBelow(kindVersions.below)) return version;
  throw new OperationalError(
    'KIND_VERSION_UNSUPPORTED',
    `kind ${version} is installed; this server works with ${kindVersions.from} and later, below ${kindVersions.below}. Install one of these, or name its path with DRILLYARD_KIND.`,
    { details: { version, ...kindVersions } },
  );
}

/** Negative, zero or positive, as the first is older, the same or newer; numbers and dots only. */
export function compareVersions(a: string, b: string): number {
  const theirs = b.split('.').map(Number);
  const differences = a.split('.').map((part, index) => Number(part) - (theirs[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
