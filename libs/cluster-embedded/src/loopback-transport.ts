import {
  type ClientCredentials,
  type ClusterAccess,
  HttpsTransport,
  type KubeTransport,
  type TransportRequest,
  type TransportResponse,
} from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import { loopbackCertificate, loopbackServerName } from '@drillyard/kube-apiserver';

/** What it asks of the cluster whose server it speaks to. */
export interface LoopbackCluster {
  readonly isServing: boolean;
  readonly address: { readonly host: string; readonly port: number };
  readonly certificateAuthority: string | undefined;
  readonly loopbackToken: string;
}

/**
 * To an API server of this process, by its own certificate and token: whatever is done to the
 * files and the objects of the cluster, it comes through for as long as a server runs.
 */
export class LoopbackTransport implements KubeTransport {
  private constructor(
    private readonly cluster: LoopbackCluster,
    private readonly transport: KubeTransport,
  ) {}

  static async open(cluster: LoopbackCluster): Promise<LoopbackTransport> {
    const { certificatePem, clientContext } = await loopbackCertificate();
    const access: ClusterAccess = {
      // A server that finds its port taken goes on with another one.
      get server() {
        const { host, port } = cluster.address;
        return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
      },
      ca: certificatePem,
      tlsServerName: loopbackServerName,
      token: cluster.loopbackToken,
      namespace: 'default',
    };
    return new LoopbackTransport(cluster, new HttpsTransport(access, clientContext));
  }

  /** The cluster's own, not the one that vouches for this connection. */
  get certificateAuthority(): string | undefined {
    return this.cluster.certificateAuthority;
  }

  withCredentials(credentials: ClientCredentials): KubeTransport {
    return new LoopbackTransport(this.cluster, this.transport.withCredentials(credentials));
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    this.mustServe();
    return this.transport.send(request);
  }

  openWebSocket(
    path: string,
    protocols: readonly string[],
  ): ReturnType<KubeTransport['openWebSocket']> {
    this.mustServe();
    return this.transport.openWebSocket(path, protocols);
  }

  async servedCertificates(): Promise<string> {
    this.mustServe();
    return this.transport.servedCertificates();
  }

  close(): Promise<void> {
    return this.transport.close();
  }
  private mustServe(): void {
    if (this.cluster.isServing) return;
    throw new OperationalError(
      'CLUSTER_UNREACHABLE',
      'The API server of this cluster does not run. Look for the reason in its log, below ' +
        '/var/log/pods on the control-plane node, and in the manifest it is started from, ' +
        '/etc/kubernetes/manifests/kube-apiserver.yaml.',
      { retryable: true },
    );
  }
}
