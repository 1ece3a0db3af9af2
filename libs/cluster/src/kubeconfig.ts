import { UserError } from '@drillyard/errors';
import { parse } from 'yaml';

/** What a client needs to know of one kubeconfig context. Certificates and keys are PEM. */
export interface ClusterAccess {
  /** Such as `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly ca?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly token?: string;
  /** The name the server's certificate is checked against, where it is not the server's host. */
  readonly tlsServerName?: string;
  readonly namespace: string;
}

/** A kubeconfig as client-go's `clientcmd/api/v1` has it; only the fields with inline data. */
interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: readonly {
    name: string;
    context?: { cluster?: string; user?: string; namespace?: string };
  }[];
  readonly clusters?: readonly {
    name: string;
    cluster?: {
      server?: string;
      'certificate-authority-data'?: string;
      'tls-server-name'?: string;
    };
  }[];
  readonly users?: readonly {
    name: string;
    user?: { 'client-certificate-data'?: string; 'client-key-data'?: string; token?: string };
  }[];
}

/**
 * Reads the current context of a kubeconfig whose credentials are inline.
 * @throws UserError KUBECONFIG_INVALID naming what is missing.
 */
export function readKubeconfig(text: string): ClusterAccess {
  const config = parse(text) as Kubeconfig | null;
  const current = config?.['current-context'];
  const context = named(config?.contexts, current, 'context').context ?? {};
  const cluster = named(config?.clusters, context.cluster, 'cluster').cluster ?? {};
  const user = named(config?.users, context.user, 'user').user ?? {};
  if (cluster.server === undefined) throw missing(`the server of cluster "${context.cluster}"`);
  return {
    server: cluster.server.replace(/\/+$/, ''),
    ...field('ca', decode(cluster['certificate-authority-data'])),
    ...field('clientCertificate', decode(user['client-certificate-data'])),
    ...field('clientKey', decode(user['client-key-data'])),
    ...field('token', user.token),
    ...field('tlsServerName', cluster['tls-server-name']),
    namespace: context.namespace ?? 'default',
  };
}

function named<T extends { name: string }>(
  entries: readonly T[] | undefined,
  name: string | undefined,
  what: string,
): T {
  const found = entries?.find((entry) => entry.name === name);
  if (found === undefined) throw missing(`a ${what} named "${name ?? ''}"`);
  return found;
}

function missing(what: string): UserError {
  return new UserError('KUBECONFIG_INVALID', `the kubeconfig lacks ${what}`);
}

function decode(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
}

function field<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}
