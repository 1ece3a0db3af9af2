import { rbacGroup } from '@drillyard/rbac';
import type { ServedResources } from '../apiextensions/served-resources.js';
import { JwtSigner } from '../authentication/jwt.js';
import type { Authorizer } from '../authorization/authorizer.js';
import type { ControllerManagerSettings } from '../options/controller-manager-options.js';
import { ClusterRoleAggregation } from '../registry/rbac/cluster-role-aggregation.js';
import type { Storage } from '../storage/storage.js';
import { BootstrapSigner } from './bootstrap-signer.js';
import { startCertificateControllers } from './certificates/certificate-controllers.js';
import { GarbageCollector } from './garbage-collector.js';
import type { Loopback } from './loopback.js';
import { NamespaceController } from './namespace-controller.js';
import { NamespaceDefaultsController } from './namespace-defaults-controller.js';
import { ResourceQuotaController } from './resource-quota-controller.js';
import { TokenCleaner } from './token-cleaner.js';
import { TokensController } from './tokens-controller.js';

const clusterRoles = { group: rbacGroup, version: 'v1', resource: 'clusterroles' };

export interface ControllerManagerOptions {
  readonly storage: Storage;
  readonly served: ServedResources;
  readonly authorizer: Authorizer;
  /** What a controller writes with, by its name. */
  readonly loopback: (controller: string) => Loopback;
  readonly now: () => Date;
  readonly onUnexpected: (error: unknown) => void;
}

/** What runs until it is closed. */
export interface Running {
  close(): void;
}

/**
 * The controllers of kube-controller-manager that work on the server's own storage: without them
 * namespaces, tokens, certificates and aggregated roles are only said to be there.
 */
export class ControllerManager {
  private readonly tokens: TokensController | undefined;
  private readonly controllers: readonly Running[];

  constructor(
    private readonly options: ControllerManagerOptions,
    settings: ControllerManagerSettings,
  ) {
    this.tokens = this.startTokensController(settings);
    this.controllers = this.starters(settings)
      .filter(([name]) => settings.isEnabled(name))
      .map(([, start]) => start());
  }

  /** A legacy token was shown: its Secret tells when the last time was. */
  markTokenUsed(...secret: Parameters<TokensController['markUsed']>): void {
    this.tokens?.markUsed(...secret);
  }

  close(): void {
    this.tokens?.close();
    for (const controller of this.controllers) controller.close();
  }

  private startTokensController(settings: ControllerManagerSettings): TokensController | undefined {
    const { serviceAccountKey: key, rootAuthorityPem, isEnabled } = settings;
    if (key === undefined || !isEnabled('serviceaccount-token-controller')) return undefined;
    const { storage, loopback, now, onUnexpected } = this.options;
    return new TokensController({
      storage,
      loopback: loopback('tokens-controller'),
      signer: new JwtSigner(key),
      certificateAuthorityPem: () => rootAuthorityPem,
      now,
      onError: onUnexpected,
    });
  }

  /** By the names `--controllers` has for them. */
  private starters(
    settings: ControllerManagerSettings,
  ): readonly (readonly [name: string, start: () => Running])[] {
    const { storage, served, loopback, now, onUnexpected } = this.options;
    const { rootAuthorityPem } = settings;
    const tokens = { storage, now, onError: onUnexpected };
    const namespaces = loopback('namespace-controller');
    const defaults = () =>
      new NamespaceDefaultsController(storage, namespaces, () => rootAuthorityPem, onUnexpected);
    const collector = loopback('generic-garbage-collector');
    return [
      ['serviceaccount-controller', defaults],
      [
        'namespace-controller',
        () => new NamespaceController(storage, served, namespaces, onUnexpected),
      ],
      [
        'resourcequota-controller',
        () => new ResourceQuotaController(storage, served, now, onUnexpected),
      ],
      [
        'garbage-collector-controller',
        () => new GarbageCollector(storage, served, collector, onUnexpected),
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
