import type { ComponentClient } from '@drillyard/cluster';
import { invariant } from '@drillyard/errors';
import { findResource, type ResourceInfo } from '@drillyard/kube-schema';
import { admissionPlugins } from './admission/admission-plugins.js';
import type { PodSecurityConfiguration } from './admission/pod-security-configuration.js';
import { ApiServer } from './api-server.js';
import { startDefinitionControllers } from './apiextensions/definition/definition-controllers.js';
import type { UserInfo } from './authentication/authenticator.js';
import { createClusterAuthentication } from './authentication/cluster-authentication.js';
import { LegacyTokenUse } from './authentication/legacy-token-use.js';
import {
  LoopbackIdentity,
  loopbackCertificate,
  loopbackServerName,
} from './authentication/loopback-identity.js';
import { ReportingAuthenticator } from './authentication/reporting-authenticator.js';
import { ServiceAccountIssuer } from './authentication/service-account-issuer.js';
import { AuthorizationLog } from './authorization/authorization-log.js';
import { ServerAuthorization } from './authorization/server-authorization.js';
import { InProcessClient } from './component/in-process-client.js';
import { StorageInformers } from './component/storage-informer.js';
import { ControllerManager, type Running } from './controllers/controller-manager.js';
import { Loopback } from './controllers/loopback.js';
import { type Dial, dialNobody } from './dialing/dial.js';
import type { AuditOptions } from './endpoints/filters/audit.js';
import {
  type ControllerManagerSettings,
  kubeadmControllerManager,
} from './options/controller-manager-options.js';
import type { LoadedKubeApiserverOptions } from './options/kube-apiserver-options.js';
import {
  commandLineSettings,
  kubeadmSettings,
  type ServerSettings,
} from './options/kubeadm-settings.js';
import type { ClusterPki } from './pki/cluster-pki.js';
import { authenticationReviews } from './registry/authentication/authentication-reviews.js';
import { tokenRequest } from './registry/authentication/token-request.js';
import {
  localSubjectAccessReview,
  selfSubjectAccessReview,
  subjectAccessReview,
} from './registry/authorization/access-reviews.js';
import { selfSubjectRulesReview } from './registry/authorization/self-subject-rules-review.js';
import { legacyBinding, podBinding } from './registry/core/pod-binding.js';
import { podEviction } from './registry/core/pod-eviction.js';
import { serviceStrategy } from './registry/core/service-strategy.js';
import { conversions, strategies, subresourceStrategies } from './registry/strategies.js';
import { healthChecks } from './server/health-checks.js';
import { openidMetadataRoutes } from './server/openid-metadata.js';
import type { Storage } from './storage/storage.js';
import type { StorageConnection } from './storage/storage-connection.js';
import type { KubeletOf } from './streaming/pod-target.js';
import { WebhookClient } from './webhook/webhook-client.js';

const podResource = findResource({ group: '', version: 'v1', resource: 'pods' });

export interface KubeApiserverOptions {
  readonly storage: Storage;
  readonly pki: ClusterPki;
  readonly now: () => Date;
  /** Hears of errors that are bugs of ours, never of refusals. */
  readonly onUnexpected: (error: unknown) => void;
  /**
   * What its command line says, as {@link loadKubeApiserverOptions} reads it; without one it is
   * what kubeadm's flags come to.
   */
  readonly commandLine?: LoadedKubeApiserverOptions | undefined;
  /** Defaults and exemptions of Pod Security; upstream's where it is left out. */
  readonly podSecurity?: PodSecurityConfiguration;
  /**
   * What is recorded of requests and where: the policy as {@link parseAuditPolicy} reads
   * `--audit-policy-file`, and a sink such as an {@link AuditLogFile}. The server closes the sink.
   */
  readonly audit?: AuditOptions | undefined;
  /** Hears why a credential was not taken; whoever sent it does not. */
  readonly onUnauthenticated?: ((reason: string) => void) | undefined;
  /**
   * False: the controllers of kube-controller-manager wait for
   * {@link KubeApiserver.useControllerManager}; else they go by the PKI from the start.
   */
  readonly controllerManager?: boolean;
  /** Goes on where an earlier server of the cluster ended; one of its own where it is left out. */
  readonly authorizationLog?: AuthorizationLog;
  /** Whom the cluster's own client is; one of the server's own where it is left out. */
  readonly loopback?: LoopbackIdentity;
  /**
   * How its own requests leave it, to webhooks and OpenID providers: whoever writes its flags says
   * where to. Nobody is reached where it is left out.
   */
  readonly dial?: Dial;
  /** The kubelet of a node by its name; without one no pod can be connected to. */
  readonly kubelet?: KubeletOf | undefined;
  /** Where the storage can be lost while the server runs. */
  readonly storageConnection?: StorageConnection | undefined;
}

/**
 * The API server as kubeadm sets it up, with the controllers without which a cluster is none:
 * those of namespaces and their objects, of owners, certificates and aggregated ClusterRoles.
 */
export class KubeApiserver {
  readonly server: ApiServer;
  /** Which authorizer answered which request, and why. */
  readonly authorizationLog: AuthorizationLog;
  private readonly settings: ServerSettings;
  private readonly tokenWebhook: WebhookClient | undefined;
  private readonly authorization: ServerAuthorization;
  private controllerManager: ControllerManager | undefined;
  private readonly definitionControllers: readonly Running[];
  private readonly informers: StorageInformers;

  constructor(private readonly options: KubeApiserverOptions) {
    const { storage, commandLine, pki, now, dial = dialNobody } = options;
    this.authorizationLog = options.authorizationLog ?? new AuthorizationLog();
    this.settings = commandLine ? commandLineSettings(commandLine, pki) : kubeadmSettings(pki);
    const { tokenWebhook } = this.settings.authentication;
    this.tokenWebhook = tokenWebhook && new WebhookClient(tokenWebhook, dial);
    const { authorization: settings } = this.settings;
    this.authorization = new ServerAuthorization({ storage, settings, now, dial });
    this.server = this.createServer();
    this.informers = new StorageInformers(storage);
    this.definitionControllers = this.startDefinitionControllers();
    const { controllerManager = true } = options;
    if (controllerManager) this.useControllerManager(kubeadmControllerManager(pki));
  }

  /** Runs the controllers of this process by these settings from now on, or none of them. */
  useControllerManager(settings: ControllerManagerSettings | undefined): void {
    const { storage, now, onUnexpected } = this.options;
    this.controllerManager?.close();
    this.controllerManager =
      settings &&
      new ControllerManager(
        {
          ...{ storage, now, onUnexpected },
          served: this.server.served,
          authorizer: this.authorization,
          loopback: (controller) => this.loopback(controller),
          clientFor: (user) => this.clientFor(user, 'kube-controller-manager'),
        },
        settings,
      );
  }

  /** The API as a component in this process uses it: as the user, without a connection. */
  clientFor(user: UserInfo, fieldManager: string): ComponentClient {
    const { informers } = this;
    return new InProcessClient({ server: this.server.context, informers, user, fieldManager });
  }

  async close(): Promise<void> {
    this.useControllerManager(undefined);
    for (const controller of this.definitionControllers) controller.close();
    this.informers.close();
    this.authorization.close();
    this.tokenWebhook?.close();
    await this.server.close();
    await this.options.audit?.sink.close();
  }

  /** Shows the certificate its files hold now to the connections to come. */
  reloadServingCertificate(): void {
    this.server.setServingCertificate(this.settings.serving());
  }

  private createServer(): ApiServer {
    const { storage, now, onUnexpected, dial = dialNobody } = this.options;
    const { podSecurity, commandLine, loopback = new LoopbackIdentity() } = this.options;
    const { serviceAccountSigningKey, serving } = this.settings;
    const { apiAudiences, issuers, serviceAccountKeys } = this.settings.authentication;
    const [serviceAccountIssuer = ''] = issuers;
    const tokenUse = new LegacyTokenUse(this.loopback('kube-apiserver'), now, onUnexpected);
    const authentication = createClusterAuthentication({
      reader: storage,
      settings: this.settings.authentication,
      tokenWebhook: this.tokenWebhook,
      onTokenUsed: (secret) => tokenUse.mark(secret),
      now,
      dial,
    });
    const authorizer = this.authorization;
    const issuer = new ServiceAccountIssuer(serviceAccountIssuer, serviceAccountSigningKey);
    const podStore = () => {
      invariant(podResource, 'the API has no pods');
      return this.server.storeOf(podResource);
    };
    return new ApiServer({
      storage,
      authenticator: new ReportingAuthenticator(
        loopback.orElse(authentication.authenticator),
        this.options.onUnauthenticated,
      ),
      authorizer,
      admissionPlugins: admissionPlugins({
        ...{ storage, authorizer, now },
        podSecurity: podSecurity ?? commandLine?.podSecurity,
        enabled: this.settings.admissionPlugins,
      }),
      strategies: [serviceStrategy(this.settings.serviceRange), ...strategies],
      conversions,
      subresourceStrategies,
      subresourceActions: [
        tokenRequest({ issuer, apiAudiences }),
        podBinding(podStore),
        podEviction(podStore),
      ],
      reviews: [
        legacyBinding(podStore),
        ...authenticationReviews(authentication.tokenAuthenticator, apiAudiences),
        selfSubjectAccessReview,
        subjectAccessReview,
        localSubjectAccessReview,
        selfSubjectRulesReview(authorizer),
      ],
      routes: openidMetadataRoutes({
        issuer: serviceAccountIssuer,
        publicKeys: serviceAccountKeys,
        address: () => `${this.server.address.host}:${this.server.address.port}`,
      }),
      healthChecks: healthChecks(storage, this.options.storageConnection),
      storageConnection: this.options.storageConnection,
      servingCertificate: serving(),
      certificateByName: async (name) =>
        name === loopbackServerName ? (await loopbackCertificate()).context : undefined,
      audit: this.options.audit,
      authorizationLog: this.authorizationLog,
      kubeletOf: this.options.kubelet ?? (() => undefined),
      now,
      onUnexpected,
    });
  }

  private loopback(controller: string): Loopback {
    const { storage, now } = this.options;
    const storeOf = (info: ResourceInfo) => this.server.storeOf(info);
    return new Loopback({ storage, served: () => this.server.served, now, storeOf }, controller);
  }

  private startDefinitionControllers(): Running[] {
    const { storage, now, onUnexpected } = this.options;
    const { served } = this.server;
    const storeOf = (info: ResourceInfo) => this.server.storeOf(info);
    return startDefinitionControllers({ storage, served, storeOf, now, onError: onUnexpected });
  }
}
