import { setMaxListeners } from 'node:events';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { AdmissionChain } from './admission/admission-chain.js';
import type { AdmissionPlugin } from './admission/admission-plugin.js';
import { ServedResources } from './apiextensions/served-resources.js';
import { CustomResource } from './apiextensions/serving/custom-resource.js';
import { customResourceStore } from './apiextensions/serving/custom-resource-store.js';
import type { Authenticator } from './authentication/authenticator.js';
import type { AuthorizationLog } from './authorization/authorization-log.js';
import type { Authorizer } from './authorization/authorizer.js';
import { discoveryRoutes, furtherDiscoveryPaths } from './discovery/discovery-routes.js';
import type { Handler } from './endpoints/filter.js';
import type { AuditOptions } from './endpoints/filters/audit.js';
import { ObjectTexts } from './endpoints/object-texts.js';
import { resourceHandler } from './endpoints/resource-handler.js';
import { indexRoute, type Route, routeHandler } from './endpoints/route-table.js';
import type { ServerContext } from './endpoints/server-context.js';
import { FlowSchemas } from './flow-control/flow-schemas.js';
import { buildHandlerChain } from './handler-chain.js';
import { metricsHandler } from './metrics-api/metrics-handler.js';
import { openapiRoutes } from './openapi/openapi-routes.js';
import { PrinterTable } from './printers/printer-table.js';
import { printers } from './printers/printers.js';
import type { Conversion } from './registry/conversion.js';
import { ResourceStore } from './registry/generic/resource-store.js';
import type {
  ResourceStrategy,
  ReviewHandler,
  SubresourceAction,
  SubresourceStrategy,
} from './registry/resource-strategy.js';
import { AuthMetrics } from './server/auth-metrics.js';
import { type HealthCheck, healthRoutes } from './server/healthz.js';
import { metricsRoute, RequestMetrics } from './server/metrics.js';
import {
  type CertificateByName,
  SecureServer,
  type ServingCertificate,
} from './server/secure-server.js';
import { statuszRoute } from './server/statusz.js';
import { versionRoute } from './server/version-info.js';
import type { Storage } from './storage/storage.js';
import type { StorageConnection } from './storage/storage-connection.js';
import type { KubeletOf } from './streaming/pod-target.js';

/** The parts an API server is put together from. */
export interface ApiServerOptions {
  readonly storage: Storage;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly admissionPlugins: readonly AdmissionPlugin[];
  readonly strategies: readonly ResourceStrategy[];
  readonly conversions: readonly Conversion[];
  readonly subresourceStrategies: readonly SubresourceStrategy[];
  readonly subresourceActions: readonly SubresourceAction[];
  readonly reviews: readonly ReviewHandler[];
  /** Non-resource paths besides discovery, OpenAPI, health, version and metrics. */
  readonly routes: readonly Route[];
  readonly healthChecks: readonly HealthCheck[];
  readonly servingCertificate: ServingCertificate;
  readonly certificateByName?: CertificateByName;
  readonly now: () => Date;
  /** Hears of errors that are bugs of ours, never of refusals. */
  readonly onUnexpected: (error: unknown) => void;
  /** What is recorded of requests, and where; nothing where it is left out. */
  readonly audit?: AuditOptions | undefined;
  /** Hears of each decision about a request. */
  readonly authorizationLog: AuthorizationLog;
  readonly kubeletOf: KubeletOf;
  /** Where the storage can be lost while the server runs. */
  readonly storageConnection?: StorageConnection | undefined;
}

const healthEndpoints = ['healthz', 'livez', 'readyz'] as const;

/** The tables of every cluster are the same: one for the process. */
const printerTable = new PrinterTable(printers);

/** A Kubernetes API server: the handler chain over TLS. */
export class ApiServer {
  /** What this cluster serves: the built-in resources and those its definitions define. */
  readonly served: ServedResources;
  private readonly authMetrics = new AuthMetrics();
  private readonly stopAuthMetrics: () => void;
  private readonly secureServer: SecureServer;
  private readonly flowSchemas: FlowSchemas;
  private readonly stopping = new AbortController();
  /** Custom resources come and go with their definitions, and their stores with them. */
  private readonly stores = new WeakMap<ResourceInfo, ResourceStore>();
  private readonly admission: AdmissionChain;
  /** What the handlers, and components in this process, work with. */
  readonly context: ServerContext;

  constructor(private readonly options: ApiServerOptions) {
    // Every open watch listens, and the storage limits how many there are.
    setMaxListeners(0, this.stopping.signal);
    this.admission = new AdmissionChain(options.admissionPlugins);
    this.served = new ServedResources(options.storage);
    this.flowSchemas = new FlowSchemas(options.storage);
    this.context = this.createContext();
    const { context } = this;
    const { onUnexpected, audit, authorizationLog, storageConnection } = options;
    this.stopAuthMetrics = authorizationLog.subscribe(this.authMetrics.countDecision);
    const { flowSchemas } = this;
    const hooks = { onUnexpected, flowSchemas, audit, authorizationLog, storageConnection };
    const handler = buildHandlerChain(context, hooks, this.dispatcher(context));
    this.secureServer = new SecureServer(
      options.servingCertificate,
      handler,
      options.certificateByName,
    );
  }

  get address(): { host: string; port: number } {
    return this.secureServer.address;
  }

  /** The registry of one served resource: what in-process controllers work with. */
  storeOf(info: ResourceInfo): ResourceStore {
    const known = this.stores.get(info);
    if (known !== undefined) return known;
    const store =
      info instanceof CustomResource
        ? customResourceStore(info, this.options.storage, this.admission)
        : this.builtInStoreOf(info);
    this.stores.set(info, store);
    return store;
  }

  private builtInStoreOf(info: ResourceInfo): ResourceStore {
    const { storage, strategies, conversions } = this.options;
    const conversion = conversions.find(
      (candidate) =>
        candidate.group === info.group &&
        candidate.version === info.version &&
        candidate.resource === info.resource,
    );
    const { group, resource } = conversion?.stored ?? info;
    const strategy =
      conversion?.strategy ??
      strategies.find((candidate) => candidate.group === group && candidate.resource === resource);
    return new ResourceStore(info, storage, this.admission, strategy, conversion);
  }

  listen(host: string, port: number): Promise<void> {
    return this.secureServer.listen(host, port);
  }

  /** Serves the connections of another listener too. */
  accept(listener: Server): void {
    this.secureServer.accept(listener);
  }

  /** Serves one connection that comes over no listener, from that address. */
  serve(stream: Duplex, remoteAddress: string): void {
    this.secureServer.serve(stream, remoteAddress);
  }

  /** Shows another certificate to the connections to come. */
  setServingCertificate(certificate: ServingCertificate): void {
    this.secureServer.setCertificate(certificate);
  }

  /** Ends open watches, cuts connections and frees the port. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.stopAuthMetrics();
    this.served.close();
    this.flowSchemas.close();
    await this.secureServer.close();
  }

  private createContext(): ServerContext {
    const { options } = this;
    return {
      storage: options.storage,
      authenticator: this.authMetrics.counting(options.authenticator),
      authorizer: options.authorizer,
      admission: this.admission,
      printers: printerTable,
      served: this.served,
      reviews: options.reviews,
      subresourceStrategies: options.subresourceStrategies,
      subresourceActions: options.subresourceActions,
      kubeletOf: options.kubeletOf,
      texts: new ObjectTexts(),
      storeOf: (info) => this.storeOf(info),
      now: options.now,
      stopping: this.stopping.signal,
    };
  }

  private dispatcher(context: ServerContext): Handler {
    const metrics = new RequestMetrics(this.served, this.options.storage, this.options.now());
    const resources = metrics.counting(resourceHandler(context));
    const { healthChecks } = this.options;
    const routes: Route[] = [
      ...discoveryRoutes(this.served, () => `${this.address.host}:${this.address.port}`),
      ...openapiRoutes(this.served),
      ...healthEndpoints.flatMap((endpoint) => healthRoutes(endpoint, healthChecks)),
      metricsRoute(metrics, this.authMetrics),
      versionRoute,
      statuszRoute(this.options.now(), this.options.now),
      ...this.options.routes,
    ];
    const others = routeHandler([
      indexRoute(routes, () => furtherDiscoveryPaths(this.served)),
      ...routes,
    ]);
    const figures = metrics.counting(metricsHandler(context));
    return async (exchange) => {
      const { requestInfo } = exchange;
      if (!requestInfo.isResourceRequest) return others(exchange);
      const isFigures = this.served.isMetricsGroup(requestInfo.apiGroup);
      return isFigures ? figures(exchange) : resources(exchange);
    };
  }
}
