import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import type { JwtSigner } from '../authentication/jwt.js';
import { legacyServiceAccountClaims } from '../authentication/legacy-service-account-claims.js';
import type { Storage } from '../storage/storage.js';
import type { Loopback } from './loopback.js';
import { WorkQueue } from './work-queue.js';

const secrets = { group: '', version: 'v1', resource: 'secrets' };
const serviceAccounts = { group: '', version: 'v1', resource: 'serviceaccounts' };
const nameAnnotation = 'kubernetes.io/service-account.name';
const uidAnnotation = 'kubernetes.io/service-account.uid';
const lastUsedLabel = 'kubernetes.io/legacy-token-last-used';

export interface TokensControllerOptions {
  readonly storage: Storage;
  readonly loopback: Loopback;
  readonly signer: JwtSigner;
  readonly certificateAuthorityPem: () => string;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/**
 * Puts a token into each Secret that asks for one, and takes the Secret away with its account
 * (kube-controller-manager: serviceaccount-token).
 */
export class TokensController {
  private readonly queue: WorkQueue;
  private readonly subscriptions: (() => void)[];

  constructor(private readonly options: TokensControllerOptions) {
    const { storage, onError } = options;
    this.queue = new WorkQueue((key) => this.sync(key), onError);
    this.subscriptions = [
      storage.subscribe(secrets, ({ object }) => this.add(object)),
      storage.subscribe(serviceAccounts, ({ type, object }) => {
        if (type !== 'DELETED') return;
        for (const secret of storage.list(secrets, object.metadata.namespace)) this.add(secret);
      }),
    ];
    for (const secret of storage.list(secrets)) this.add(secret);
  }

  close(): void {
    for (const stop of this.subscriptions) stop();
    this.queue.close();
  }

  /** Notes on a Secret the day its token was used. */
  markUsed(secret: KubeObject): void {
    const day = (offset: number) => {
      const at = new Date(this.options.now().getTime() + offset * 24 * 3_600_000);
      return at.toISOString().slice(0, 10);
    };
    const noted = secret.metadata.labels?.[lastUsedLabel] ?? '';
    // Tomorrow: by a server whose clock is ahead.
    if ([day(0), day(1)].includes(noted)) return;
    const update = this.options.loopback.update(secrets, secret, ({ metadata }) => {
      if (metadata.uid !== secret.metadata.uid) return;
      metadata.labels = { ...metadata.labels, [lastUsedLabel]: day(0) };
    });
    update.catch(this.options.onError);
  }

  private add(secret: KubeObject): void {
    if (secret['type'] !== 'kubernetes.io/service-account-token') return;
    this.queue.add(`${secret.metadata.namespace}/${secret.metadata.name}`);
  }

  private async sync(key: string): Promise<void> {
    const [namespace = '', name = ''] = key.split('/');
    const { storage, loopback } = this.options;
    const secret = storage.get(secrets, namespace, name);
    if (secret === undefined || secret.metadata.deletionTimestamp !== undefined) return;
    const { [nameAnnotation]: accountName = '', [uidAnnotation]: uid = '' } =
      secret.metadata.annotations ?? {};
    const account = storage.get(serviceAccounts, namespace, accountName);
    if (account === undefined || (uid !== '' && uid !== account.metadata.uid)) {
      await loopback.delete(secrets, secret);
    } else await this.fill(secret, account);
  }

  private async fill(secret: KubeObject, account: KubeObject): Promise<void> {
    const filled = this.dataFor(secret, account);
    if (isDeepStrictEqual(filled, secret['data'])) return;
    const { name = '', uid = '' } = account.metadata;
    await this.options.loopback.update(secrets, secret, (draft) => {
      draft['data'] = this.dataFor({ ...secret, data: draft['data'] }, account);
      const { metadata } = draft;
      metadata.annotations = {
        ...metadata.annotations,
        [nameAnnotation]: name,
        [uidAnnotation]: uid,
      };
    });
  }

  /** What is there stays, except for a CA that is not the cluster's. */
  private dataFor(secret: KubeObject, account: KubeObject): Record<string, string> {
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const data = (secret['data'] ?? {}) as Readonly<Record<string, string>>;
    const sign = () => this.options.signer.sign(legacyServiceAccountClaims(account, secret));
    return {
      ...data,
      'ca.crt': encode(this.options.certificateAuthorityPem()),
      namespace: data['namespace'] || encode(secret.metadata.namespace ?? ''),
      token: data['token'] || encode(sign()),
    };
  }
}
