import type { EffectiveSecurityContext } from '@drillyard/pod-security';
import type { Container, Pod } from '../api/pod.js';
import { formatPod } from '../api/pod.js';

/** The user of an image's configuration: a number, or a name (kuberuntime `getImageUser`). */
export function imageUser(user = ''): number | string {
  const [name = ''] = user.split(':');
  if (name === '') return 0;
  return /^\d+$/.test(name) ? Number(name) : name;
}

/** Throws where the container must not run as root and would, or might (`verifyRunAsNonRoot`). */
export function verifyRunAsNonRoot(
  pod: Pod,
  container: Container,
  { runAsNonRoot, runAsUser }: EffectiveSecurityContext,
): void {
  if (!runAsNonRoot.value) return;
  const where = `(pod: ${JSON.stringify(formatPod(pod))}, container: ${container.name})`;
  const { value, origin } = runAsUser;
  if (origin === 'pod' || origin === 'container') {
    if (value === 0) throw new Error(`container's runAsUser breaks non-root policy ${where}`);
    return;
  }
  if (typeof value === 'string') {
    throw new Error(
      `container has runAsNonRoot and image has non-numeric user (${value}), cannot verify user is non-root ${where}`,
    );
  }
  if (value === 0) {
    throw new Error(`container has runAsNonRoot and image will run as root ${where}`);
  }
}
