import { keyOf, splitKey } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { type Secret, secrets, serviceAccounts } from '../api/namespaces.js';
import { isConflict, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';

const nameAnnotation = 'kubernetes.io/service-account.name';
const uidAnnotation = 'kubernetes.io/service-account.uid';
const tokenType = 'kubernetes.io/service-account-token';

export interface TokensOptions {
  /** Signs a token of the account that lives as long as the Secret. */
  readonly tokenFor: (account: KubeObject, secret: KubeObject) => string;
  /** What the Secrets hold as the cluster's CA; empty: none. */
  readonly rootAuthorityPem: string;
}

/**
 * Puts a token into each Secret that asks for one, and takes the Secret away with its account
 * (pkg/controller/serviceaccount/tokens_controller.go).
 */
export function startTokensController(
  context: ControllerContext,
  { tokenFor, rootAuthorityPem }: TokensOptions,
): Running {
  const { client } = context;
  const informer = client.informer(secrets);
  const accounts = client.informer(serviceAccounts);
  const encode = (text: string) => Buffer.from(text).toString('base64');

  /** What is there stays, except for a CA that is not the cluster's. */
  function dataOf(secret: Secret, account: KubeObject): Record<string, string> {
    const { data = {} } = secret;
    return {
      ...data,
      ...(rootAuthorityPem === '' ? {} : { 'ca.crt': encode(rootAuthorityPem) }),
      namespace: data['namespace'] || encode(secret.metadata.namespace ?? ''),
      token: data['token'] || encode(tokenFor(account, secret)),
    };
  }

  async function fill(secret: Secret, account: KubeObject): Promise<void> {
    const { 'ca.crt': ca, namespace, token } = secret.data ?? {};
    const hasAuthority = rootAuthorityPem === '' || ca === encode(rootAuthorityPem);
    if (hasAuthority && namespace && token) return;
    const { name = '', uid = '' } = account.metadata;
    const annotations = {
      ...secret.metadata.annotations,
      [nameAnnotation]: name,
      [uidAnnotation]: uid,
    };
    const metadata = { ...secret.metadata, annotations };
    await client.update(secrets, { ...secret, metadata, data: dataOf(secret, account) });
  }

  async function remove({ metadata: { namespace = '', name = '', uid = '' } }: Secret) {
    await client.delete(secrets, { namespace, name }, { preconditions: { uid } });
  }

  async function sync(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const secret = informer.get(namespace, name);
    if (secret === undefined || secret.metadata.deletionTimestamp !== undefined) return;
    const { [nameAnnotation]: accountName = '', [uidAnnotation]: uid = '' } =
      secret.metadata.annotations ?? {};
    // A cache may lag behind: nobody's Secret is taken away before the account is asked for.
    const account =
      accounts.get(namespace, accountName) ??
      (await client
        .get(serviceAccounts, { namespace, name: accountName })
        .catch((error: unknown) => {
          if (!isNotFound(error)) throw error;
          return undefined;
        }));
    if (account === undefined || (uid !== '' && uid !== account.metadata.uid)) await remove(secret);
    else await fill(secret, account);
  }

  return startSync(
    context,
    (key) =>
      sync(key).catch((error: unknown) => {
        // What changed meanwhile comes again by itself.
        if (!isNotFound(error) && !isConflict(error)) throw error;
      }),
    (queue) => {
      const add = (secret: Secret) => {
        if (secret.type === tokenType) queue.add(keyOf(secret));
      };
      return [
        informer.subscribe(({ type, object }) => {
          if (type !== 'DELETED') add(object);
        }),
        accounts.onChange(({ type, object }) => {
          if (type !== 'DELETED') return;
          for (const secret of informer.list(object.metadata.namespace)) add(secret);
        }),
      ];
    },
  );
}
