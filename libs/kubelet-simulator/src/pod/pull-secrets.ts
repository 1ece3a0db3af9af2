import { KubeApiError } from '@drillyard/cluster';
import type { Secret } from '../api/objects.js';
import type { Pod } from '../api/pod.js';
import type { KubeletContext } from '../kubelet-context.js';

/** The pod's pull secrets, read when the first container needs them. */
export class PullSecrets {
  private known: readonly Secret[] | undefined;

  constructor(
    private readonly context: KubeletContext,
    private readonly pod: Pod,
  ) {}

  async get(): Promise<readonly Secret[]> {
    this.known ??= await this.read();
    return this.known;
  }

  private async read(): Promise<readonly Secret[]> {
    const { objects, events } = this.context;
    const { metadata, spec } = this.pod;
    const found: Secret[] = [];
    const missing: string[] = [];
    for (const { name = '' } of spec.imagePullSecrets ?? []) {
      if (name === '') continue;
      const secret = await objects.secret(metadata.namespace ?? '', name).catch((error) => {
        if (error instanceof KubeApiError) return undefined;
        throw error;
      });
      if (secret === undefined) missing.push(name);
      else found.push(secret);
    }
    if (missing.length > 0) {
      const message = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
      events.pod(this.pod, 'Warning', 'FailedToRetrieveImagePullSecret', message);
    }
    return found;
  }
}
