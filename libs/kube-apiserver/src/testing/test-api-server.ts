import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { encodeCertificatePem } from '@drillyard/certificates';
import { bootstrapBase } from '../bootstrap/bootstrap-base.js';
import { KubeApiserver, type KubeApiserverOptions } from '../kube-apiserver.js';
import { issueClientCredential } from '../pki/client-credential.js';
import { createClusterPki } from '../pki/cluster-pki.js';
import { Storage } from '../storage/storage.js';
import { defaultStorageLimits, type StorageLimits } from '../storage/storage-limits.js';

export interface TestRequest {
  readonly method?: string;
  readonly path: string;
  /** Sent as it is where it is text, else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Without a client certificate. */
  readonly anonymous?: boolean;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The answer as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  readonly json: any;
}

export interface TestApiServerOptions
  extends Partial<Omit<KubeApiserverOptions, 'storage' | 'pki' | 'onUnexpected'>> {
  readonly limits?: Partial<StorageLimits>;
}

/** A whole API server in memory on a free port, and a system:masters client of it. */
export class TestApiServer {
  private constructor(
    readonly storage: Storage,
    readonly unexpected: unknown[],
    readonly server: KubeApiserver,
    private readonly agent: Agent,
    private readonly anonymousAgent: Agent,
    private readonly trust: { readonly ca: string; readonly cert: string; readonly key: string },
  ) {}

  static async start(options: TestApiServerOptions = {}): Promise<TestApiServer> {
    const { now = () => new Date(), limits, ...rest } = options;
    const addresses = { advertiseAddress: '127.0.0.1', apiServerAddresses: ['127.0.0.1'] };
    const pki = await createClusterPki({ nodeName: 'controlplane', ...addresses, now: now() });
    const storage = new Storage({
      base: bootstrapBase(),
      limits: { ...defaultStorageLimits, ...limits },
      now,
    });
    const unexpected: unknown[] = [];
    const onUnexpected = (error: unknown) => void unexpected.push(error);
    const server = new KubeApiserver({ ...rest, storage, pki, now, onUnexpected });
    await server.server.listen('127.0.0.1', 0);
    const identity = { userName: 'tester', groups: ['system:masters'] };
    const credential = await issueClientCredential(identity, pki.certificateAuthority, now());
    const ca = encodeCertificatePem(pki.certificateAuthority.certificate);
    const trust = { ca, cert: credential.clientCertificatePem, key: credential.clientKeyPem };
    const agent = new Agent({ keepAlive: true, ...trust });
    const anonymousAgent = new Agent({ ca });
    return new TestApiServer(storage, unexpected, server, agent, anonymousAgent, trust);
  }

  /** Host, port and the client's credentials, for connections of another kind. */
  get connectOptions() {
    return { ...this.server.server.address, ...this.trust };
  }

  /** For unmodified clients, as JSON. */
  kubeconfig(): string {
    const { host, port } = this.server.server.address;
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const { ca, cert, key } = this.trust;
    const cluster = {
      server: `https://${host}:${port}`,
      'certificate-authority-data': base64(ca),
    };
    const user = { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster }],
      users: [{ name: 'test', user }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
      'current-context': 'test',
    });
  }

  request({ method = 'GET', path, body, headers, anonymous }: TestRequest): Promise<TestResponse> {
    const { host, port } = this.server.server.address;
    const agent = anonymous === true ? this.anonymousAgent : this.agent;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const entity =
      text === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host,
          port,
          method,
          path,
          agent,
          headers: { ...entity, ...headers },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const answer = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text: answer,
              get json() {
                return JSON.parse(answer);
              },
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  }

  /** Creates an object and answers with it; throws with the Status where it is refused. */
  async create(path: string, body: object): Promise<TestResponse> {
    const response = await this.request({ method: 'POST', path, body });
    if (response.status !== 201) throw new Error(`POST ${path}: ${response.text}`);
    return response;
  }

  /** Polls until the path answers with the status: for what controllers do. */
  async eventually(path: string, status: number): Promise<TestResponse> {
    for (;;) {
      const response = await this.request({ path });
      if (response.status === status) return response;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The events of a watch, as they come; ends it when the iteration is left. */
  async *watch(path: string): AsyncGenerator<{ type: string; object: TestResponse['json'] }> {
    const { host, port } = this.server.server.address;
    const outgoing = request({ host, port, path, agent: this.agent });
    const response = new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
    });
    outgoing.end();
    let pending = '';
    try {
      for await (const chunk of await response) {
        pending += chunk.toString('utf8');
        const lines = pending.split('\n');
        pending = lines.pop() ?? '';
        for (const line of lines) yield JSON.parse(line);
      }
    } finally {
      outgoing.destroy();
    }
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.anonymousAgent.destroy();
    await this.server.close();
    this.storage.close();
  }
}
