import { type ClusterContents, type ComponentClient, EventRecorder } from '@drillyard/cluster';
import {
  type ContentsContext,
  type ControllerContext,
  type Running,
  runningAll,
} from './controller.js';
import { GarbageCollector } from './garbagecollector/garbage-collector.js';
import type { ControllerManagerOptions } from './kube-controller-manager.js';
import { startNamespaceController } from './namespace/namespace-controller.js';
import { startRootCaCertPublisher } from './rootcacertpublisher/root-ca-cert-publisher.js';
import { startServiceAccountsController } from './serviceaccount/service-accounts-controller.js';
import { startTokensController, type TokensOptions } from './serviceaccount/tokens-controller.js';

export interface ClusterControllersOptions extends Omit<ControllerManagerOptions, 'controllers'> {
  /** By the names `--controllers` has for them. */
  readonly isEnabled: (controller: string) => boolean;
  /** The API as kube-controller-manager's own user: there is no role for the tokens controller. */
  readonly client: ComponentClient;
  /** All objects, as a service account of kube-system sees them. */
  readonly contentsFor: (serviceAccount: string) => ClusterContents;
  /** PEM. What kube-root-ca.crt and the tokens in Secrets hold; empty where there is none. */
  readonly rootAuthorityPem: string;
  /** Signs the tokens in Secrets, which are left empty without it. */
  readonly tokenFor: TokensOptions['tokenFor'] | undefined;
}

/**
 * The controllers of kube-controller-manager without which a cluster is none, whatever runs in it:
 * each namespace's own objects, its end, and the end of what has lost its owners.
 */
export function startClusterControllers(options: ClusterControllersOptions): Running {
  const { rootAuthorityPem, tokenFor, contentsFor } = options;
  const contents = (serviceAccount: string): ContentsContext => ({
    ...contextOf(options, options.clientFor(serviceAccount)),
    contents: contentsFor(serviceAccount),
  });
  const account = (name: string) => contextOf(options, options.clientFor(name));
  const starters: Readonly<Record<string, () => Running | undefined>> = {
    'serviceaccount-controller': () =>
      startServiceAccountsController(account('service-account-controller')),
    'root-ca-certificate-publisher-controller': () =>
      startRootCaCertPublisher(account('root-ca-cert-publisher'), rootAuthorityPem),
    'serviceaccount-token-controller': () =>
      tokenFor &&
      startTokensController(contextOf(options, options.client), { tokenFor, rootAuthorityPem }),
    'namespace-controller': () => startNamespaceController(contents('namespace-controller')),
    'garbage-collector-controller': () =>
      new GarbageCollector(contents('generic-garbage-collector')),
  };
  const chosen = Object.entries(starters).filter(([name]) => options.isEnabled(name));
  return runningAll(chosen.flatMap(([, start]) => start() ?? []));
}

function contextOf(
  { clock, onError }: Pick<ClusterControllersOptions, 'clock' | 'onError'>,
  client: ComponentClient,
): ControllerContext {
  const recorder = (component: string) => new EventRecorder({ client, clock, component, onError });
  return { client, clock, recorder, onError };
}
