import { UserError } from '@drillyard/errors';
import { parse } from 'yaml';

/** Where a remote service is and how the API server shows who it is; PEM where it is a file. */
export interface WebhookTarget {
  readonly url: URL;
  readonly certificateAuthorityPem?: string;
  readonly clientCertificatePem?: string;
  readonly clientKeyPem?: string;
  readonly token?: string;
  /** Whom its certificate has to name, where that is not the URL's host. */
  readonly serverName?: string;
  /** Takes any certificate for its own: whoever is asked may be anybody. */
  readonly isInsecure?: boolean;
}

/** Reads a file the kubeconfig names; throws where there is none. */
export type ReadFile = (path: string) => string;

type Section = Readonly<Record<string, unknown>>;

/**
 * The service a webhook's kubeconfig file leads to: the cluster and the user of its current
 * context (`--authorization-webhook-config-file`). Throws WEBHOOK_CONFIG_INVALID.
 */
export function readWebhookKubeconfig(
  text: string,
  path: string,
  readFile: ReadFile,
): WebhookTarget {
  const refuse = (why: string) =>
    new UserError('WEBHOOK_CONFIG_INVALID', `webhook config file ${path}: ${why}`);
  const config = asSection(parse(text, { maxAliasCount: 0 }));
  const named = (list: string, kind: string, name: unknown): Section => {
    const entries: unknown[] = Array.isArray(config[list]) ? config[list] : [];
    const found = entries.map(asSection).find((entry) => entry['name'] === name);
    if (found === undefined) throw refuse(`no ${kind} "${String(name)}" in it`);
    return asSection(found[kind]);
  };
  const context = named('contexts', 'context', config['current-context']);
  const cluster = named('clusters', 'cluster', context['cluster']);
  const user = context['user'] ? named('users', 'user', context['user']) : {};
  const { server } = cluster;
  if (typeof server !== 'string' || !URL.canParse(server)) {
    throw refuse('the cluster has no server that is a URL');
  }
  const fileOf = (section: Section, key: string): string | undefined => {
    const data = section[`${key}-data`];
    if (typeof data === 'string') return Buffer.from(data, 'base64').toString();
    const file = section[key];
    return typeof file === 'string' ? readFile(file) : undefined;
  };
  const parts = {
    certificateAuthorityPem: fileOf(cluster, 'certificate-authority'),
    clientCertificatePem: fileOf(user, 'client-certificate'),
    clientKeyPem: fileOf(user, 'client-key'),
    token: textIn(user, 'token'),
    serverName: textIn(cluster, 'tls-server-name'),
    isInsecure: cluster['insecure-skip-tls-verify'] === true || undefined,
  };
  if (parts.isInsecure && parts.certificateAuthorityPem !== undefined) {
    throw refuse('specifying a root certificates file with the insecure flag is not allowed');
  }
  const present = Object.entries(parts).filter(([, value]) => value !== undefined);
  return { url: new URL(server), ...Object.fromEntries(present) };
}

function textIn(section: Section, key: string): string | undefined {
  const value = section[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function asSection(value: unknown): Section {
  return typeof value === 'object' && value !== null ? (value as Section) : {};
}
