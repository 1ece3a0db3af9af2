import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Storage } from '../storage/storage.js';
import {
  isBootstrapToken,
  type SigningToken,
  secrets,
  signingToken,
  tokenNamespace,
} from './bootstrap-token-secrets.js';
import type { Loopback } from './loopback.js';
import { WorkQueue } from './work-queue.js';

const configMaps = { group: '', version: 'v1', resource: 'configmaps' };
const namespace = 'kube-public';
const name = 'cluster-info';
const kubeconfigKey = 'kubeconfig';
const signaturePrefix = 'jws-kubeconfig-';

export interface BootstrapSignerOptions {
  readonly storage: Storage;
  readonly loopback: Loopback;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/**
 * Signs kube-public/cluster-info with every bootstrap token that may, so that a node which has one
 * can tell that the cluster is the one it was told of (kube-controller-manager: bootstrap-signer).
 */
export class BootstrapSigner {
  private readonly queue: WorkQueue;
  private readonly subscriptions: readonly (() => void)[];

  constructor(private readonly options: BootstrapSignerOptions) {
    const { storage, onError } = options;
    this.queue = new WorkQueue(() => this.sync(), onError);
    this.subscriptions = [
      storage.subscribe(configMaps, ({ object: { metadata } }) => {
        if (metadata.namespace === namespace && metadata.name === name) this.queue.add(name);
      }),
      storage.subscribe(secrets, ({ object }) => {
        if (isBootstrapToken(object)) this.queue.add(name);
      }),
    ];
    this.queue.add(name);
  }

  close(): void {
    for (const stop of this.subscriptions) stop();
    this.queue.close();
  }

  private async sync(): Promise<void> {
    const { storage, loopback } = this.options;
    const configMap = storage.get(configMaps, namespace, name);
    const data = (configMap?.['data'] ?? {}) as Readonly<Record<string, string>>;
    const content = data[kubeconfigKey];
    if (configMap === undefined || content === undefined) return;
    const signed = this.signed(data, content);
    if (isDeepStrictEqual(signed, data)) return;
    await loopback.update(configMaps, configMap, (draft) => {
      // A kubeconfig that changed in the meantime is signed by the event that tells of it.
      if (draft['data']?.[kubeconfigKey] === content) draft['data'] = signed;
    });
  }

  private signed(data: Readonly<Record<string, string>>, content: string): Record<string, string> {
    const { storage, now } = this.options;
    const kept = Object.entries(data).filter(([key]) => !key.startsWith(signaturePrefix));
    const signatures = [...storage.list(secrets, tokenNamespace)]
      .flatMap((secret) => signingToken(secret, now()) ?? [])
      .map(
        (token) => [`${signaturePrefix}${token.id}`, detachedSignature(content, token)] as const,
      );
    return Object.fromEntries([...kept, ...signatures]);
  }
}

/** HS256 with the content left out (RFC 7515, appendix F). */
export function detachedSignature(content: string, { id, secret }: SigningToken): string {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  const header = encode(JSON.stringify({ alg: 'HS256', kid: id }));
  const signed = createHmac('sha256', secret).update(`${header}.${encode(content)}`);
  return `${header}..${signed.digest('base64url')}`;
}
