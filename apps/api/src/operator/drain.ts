import { Injectable } from '@nestjs/common';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { RequestError } from '../request-error.js';

/**
 * Empties the server for maintenance: no lab is started any more, and nothing is made ahead of need;
 * what is open goes on. A restart ends it.
 */
@Injectable()
export class Drain {
  #isDraining = false;

  constructor(private readonly clusters: ClusterProviders) {}

  get isDraining(): boolean {
    return this.#isDraining;
  }

  set(isDraining: boolean): void {
    this.#isDraining = isDraining;
    for (const provider of this.clusters.all) provider.drain?.(isDraining);
  }

  /** @throws RequestError SERVER_DRAINING */
  requireOpen(): void {
    if (!this.#isDraining) return;
    throw new RequestError(
      'SERVER_DRAINING',
      'This server is being emptied for maintenance and starts no labs now. What you have open goes on; try again later.',
    );
  }
}
