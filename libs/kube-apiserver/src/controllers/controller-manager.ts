import { type ComponentClient, KubeApiError, SystemClock } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import { startClusterControllers } from '@drillyard/kube-controllers';
import { rbacGroup } from '@drillyard/rbac';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { UserInfo } from '../authentication/authenticator.js';
import { legacyTokenGenerator } from '../authentication/legacy-token-generator.js';
import type { Authorizer } from '../authorization/authorizer.js';
import { StorageContents } from '../component/storage-contents.js';
import type { ControllerManagerSettings } from '../options/controller-manager-options.js';
import { ClusterRoleAggregation } from '../registry/rbac/cluster-role-aggregation.js';
import type { Storage } from '../storage/storage.js';
import { BootstrapSigner } from './bootstrap-signer.js';
import { startCertificateControllers } from './certificates/certificate-controllers.js';
import type { Loopback } from './loopback.js';
import { ResourceQuotaController } from './resource-quota-controller.js';
import { TokenCleaner } from './token-cleaner.js';

const authenticated = 'system:authenticated';
const clusterRoles = { group: rbacGroup, version: 'v1', resource: 'clusterroles' };

export interface ControllerManagerOptions {
  readonly storage: Storage;
  readonly served: ServedResources;
  readonly authorizer: Authorizer;
  /** What a controller writes with that works on the storage, by its name. */
  readonly loopback: (controller: string) => Loopback;
  /** The API, as one of kube-controller-manager's users. */
  readonly clientFor: (user: UserInfo) => ComponentClient;
  readonly now: () => Date;
  readonly onUnexpected: (error: unknown) => void;
}

/** What runs until it is closed. */
export interface Running {
  close(): void;
}

/**
 * The controllers of kube-controller-manager without which namespaces, tokens, certificates and
 * aggregated roles are only said to be there.
 */
export class ControllerManager {
  private readonly controllers: readonly Running[];

  constructor(
    private readonly options: ControllerManagerOptions,
    settings: ControllerManagerSettings,
  ) {
    this.controllers = [
      this.startOverApi(settings),
      ...this.starters(settings)
        .filter(([name]) => settings.isEnabled(name))
        .map(([, start]) => start()),
    ];
  }

  close(): void {
    for (const controller of this.controllers) controller.close();
  }

  /** Those that would do the same beside any other API server. */
  private startOverApi(settings: ControllerManagerSettings): Running {
    const { storage, served, clientFor, now, onUnexpected } = this.options;
    const { rootAuthorityPem, serviceAccountKey: key, isEnabled } = settings;
    const contents = new StorageContents(storage, served);
    return startClusterControllers({
      ...{ isEnabled, rootAuthorityPem },
      client: clientFor({ name: 'system:kube-controller-manager', groups: [authenticated] }),
      clientFor: (name) => clientFor(controllerAccount(name)),
      contentsFor: () => contents,
      tokenFor: key && legacyTokenGenerator(key),
      clock: new SystemClock(now),
      onError: (error) => {
        // What the API refuses is tried again, and is no bug.
        if (error instanceof KubeApiError || error instanceof OperationalError) return;
        onUnexpected(error);
      },
    });
  }

  /** By the names `--controllers` has for them. */
  private starters(
    settings: ControllerManagerSettings,
  ): readonly (readonly [name: string, start: () => Running])[] {
    const { storage, served, loopback, now, onUnexpected } = this.options;
    const tokens = { storage, now, onError: onUnexpected };
    return [
      [
        'resourcequota-controller',
        () => new ResourceQuotaController(storage, served, now, onUnexpected),
      ],
      [
        'token-cleaner-controller',
        () => new TokenCleaner({ ...tokens, loopback: loopback('token-cleaner') }),
      ],
      [
        'bootstrap-signer-controller',
        () => new BootstrapSigner({ ...tokens, loopback: loopback('bootstrap-signer') }),
      ],
      ['certificatesigningrequest-signing-controller', () => this.startSigning(settings)],
      ['clusterrole-aggregation-controller', () => this.startAggregation()],
    ];
  }

  /** Nothing is signed where no authority is given. */
  private startSigning({ signingAuthority: authority }: ControllerManagerSettings): Running {
    if (authority === undefined) return { close: () => undefined };
    const { storage, loopback, authorizer, now, onUnexpected } = this.options;
    const started = startCertificateControllers({
      storage,
      loopback: loopback('certificate-controller'),
      authorizer,
      authority: () => authority,
      now,
      onError: onUnexpected,
    });
    return { close: () => started.forEach((each) => void each.close()) };
  }

  private startAggregation(): Running {
    const { storage, loopback, onUnexpected } = this.options;
    const aggregation = loopback('clusterrole-aggregation-controller');
    return new ClusterRoleAggregation(
      storage,
      async (name, rules) => {
        const role = storage.get(clusterRoles, '', name);
        if (role === undefined) return;
        const { apiVersion, kind } = role;
        const applied = { apiVersion, kind, metadata: { name }, rules };
        await aggregation.apply(clusterRoles, role, applied);
      },
      onUnexpected,
    );
  }
}

function controllerAccount(name: string): UserInfo {
  const groups = ['system:serviceaccounts', 'system:serviceaccounts:kube-system', authenticated];
  return { name: `system:serviceaccount:kube-system:${name}`, groups };
}
