import type { ClusterProvider } from '@drillyard/cluster';
import type { Lab } from '@drillyard/lab-spec';
import { Injectable } from '@nestjs/common';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { RequestError } from '../request-error.js';
import { Labs } from './labs.js';

/** Which labs can be run here, and on what. */
@Injectable()
export class LabAvailability {
  constructor(
    private readonly labs: Labs,
    private readonly clusters: ClusterProviders,
  ) {}

  /** Why a lab cannot be run on this server; undefined where it can. */
  findObstacle({ cluster }: Lab): string | undefined {
    if (this.clusters.findFor(cluster.requires) !== undefined) return undefined;
    const needs = cluster.requires.join(' and ');
    return `It needs a cluster with ${needs}, which this server does not offer.`;
  }

  /** The lab and the provider of its cluster. @throws RequestError LAB_NOT_FOUND, LAB_UNAVAILABLE */
  require(name: string): { lab: Lab; provider: ClusterProvider } {
    const lab = this.labs.get(name);
    const provider = this.clusters.findFor(lab.cluster.requires);
    if (provider !== undefined) return { lab, provider };
    throw new RequestError(
      'LAB_UNAVAILABLE',
      `The lab ${name} cannot be run. ${this.findObstacle(lab) ?? ''}`,
    );
  }
}
