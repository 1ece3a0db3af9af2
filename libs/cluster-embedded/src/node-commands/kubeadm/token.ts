import { createHash, randomBytes } from 'node:crypto';
import { parseCertificateBundle } from '@drillyard/certificates';
import { type ComponentClient, KubeApiError, type ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { parseSmallYaml, readSmallFile } from '../../node/small-file.js';
import { parseFlags } from '../flags.js';
import type { CommandedNode } from '../node-command.js';
import { textTable } from '../text-table.js';
import type { KubeadmCommand } from './kubeadm-command.js';
import { KubeadmError } from './kubeadm-error.js';

interface Secret extends KubeObject {
  readonly type?: string;
  /** In base64. */
  readonly data?: Readonly<Record<string, string>>;
}
const secrets: ResourceType<Secret> = {
  ...{ group: '', version: 'v1', resource: 'secrets', kind: 'Secret', namespaced: true },
};

const namespace = 'kube-system';
const type = 'bootstrap.kubernetes.io/token';
/** kubeadm `DefaultTokenDuration` */
const lifetimeHours = 24;
const defaultGroups = 'system:bootstrappers:kubeadm:default-node-token';
const layout = { minWidth: 10, padding: 3 } as const;
const titles = ['TOKEN', 'TTL', 'EXPIRES', 'USAGES', 'DESCRIPTION', 'EXTRA GROUPS'];

const createFlags = [
  { names: ['--description'], takesValue: true },
  { names: ['--ttl'], takesValue: true },
  { names: ['--groups'], takesValue: true },
  { names: ['--print-join-command'] },
  { names: ['--kubeconfig'], takesValue: true },
];

/** `kubeadm token list` */
export const listTokens: KubeadmCommand = async (_args, io, node) => {
  const informer = client(node).informer(secrets);
  await informer.synced;
  const now = node.clock.now();
  let isFirst = true;
  for (const secret of informer.list(namespace)) {
    if (secret.type !== type) continue;
    const row = rowOf(secret, now);
    await io.out(textTable(isFirst ? [titles, row] : [row], layout));
    isFirst = false;
  }
};

/** `kubeadm token create [TOKEN]` */
export const createToken: KubeadmCommand = async (args, io, node) => {
  const { values, operands } = parseFlags(args, createFlags);
  const token = operands[0] ?? `${randomText(6)}.${randomText(16)}`;
  const [, id = '', secret = ''] = /^([a-z0-9]{6})\.([a-z0-9]{16})$/.exec(token) ?? [];
  if (id === '') {
    throw new KubeadmError(
      `the bootstrap token "${token}" was not of the form "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z"`,
    );
  }
  const lifetimeMs = lifetimeOf(values.get('--ttl'));
  const expires = new Date(node.clock.now().getTime() + lifetimeMs);
  const fields = {
    'auth-extra-groups': values.get('--groups') ?? defaultGroups,
    description: values.get('--description') ?? '',
    expiration: lifetimeMs === 0 ? '' : `${expires.toISOString().slice(0, 19)}Z`,
    'token-id': id,
    'token-secret': secret,
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
  };
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  const data = Object.fromEntries(given.map(([key, value]) => [key, base64(value)]));
  const name = `bootstrap-token-${id}`;
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type, data };
  await asked(() => client(node).create(secrets, object));
  await io.out(`${values.has('--print-join-command') ? joinCommand(node, token) : token}\n`);
};

/** `kubeadm token delete ID|TOKEN` */
export const deleteTokens: KubeadmCommand = async (args, io, node) => {
  const { operands } = parseFlags(args, createFlags);
  if (operands.length === 0) {
    throw new KubeadmError('missing argument; "token delete" needs at least one token ID');
  }
  for (const operand of operands) {
    const id = /^([a-z0-9]{6})(\.[a-z0-9]{16})?$/.exec(operand)?.[1];
    if (id === undefined) {
      const patterns = '"\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z" or "\\\\A([a-z0-9]{6})\\\\z"';
      throw new KubeadmError(`given token didn't match pattern ${patterns}`);
    }
    const name = { namespace, name: `bootstrap-token-${id}` };
    await asked(
      () => client(node).delete(secrets, name),
      `failed to delete bootstrap token "${id}"`,
    );
    await io.out(`bootstrap token "${id}" deleted\n`);
  }
};

function client({ administrator }: CommandedNode): ComponentClient {
  const found = administrator();
  if (found !== undefined) return found;
  const url = 'https://controlplane:6443/api/v1/namespaces/kube-system/secrets';
  const why = `Get "${url}": dial tcp 127.0.0.1:6443: connect: connection refused`;
  throw new KubeadmError(`failed to list bootstrap tokens: ${why}`);
}

async function asked<T>(ask: () => Promise<T>, what?: string): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof KubeApiError)) throw error;
    throw new KubeadmError(what === undefined ? error.message : `${what}: ${error.message}`);
  }
}

function rowOf({ data = {} }: Secret, now: Date): string[] {
  const field = (key: string) => Buffer.from(data[key] ?? '', 'base64').toString('utf8');
  const expires = field('expiration');
  const usages = ['authentication', 'signing'].filter((usage) => {
    return field(`usage-bootstrap-${usage}`) === 'true';
  });
  const left = new Date(expires).getTime() - now.getTime();
  return [
    `${field('token-id')}.${field('token-secret')}`,
    (expires === '' ? '<forever>' : shortDuration(left)).padEnd(9),
    expires === '' ? '<never>' : expires,
    (usages.join(',') || '<none>').padEnd(22),
    (field('description') || '<none>').padEnd(56),
    field('auth-extra-groups') || '<none>',
  ];
}

/** apimachinery `duration.ShortHumanDuration` */
function shortDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1_000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.trunc(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.trunc(seconds / 3_600)}h`;
  return seconds < 31_536_000
    ? `${Math.trunc(seconds / 86_400)}d`
    : `${Math.trunc(seconds / 31_536_000)}y`;
}

/** `24h`, `1h30m`; 0 is for ever. */
function lifetimeOf(text = `${lifetimeHours}h`): number {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$|^0$/.exec(text);
  if (parts === null || text === '') {
    throw new KubeadmError(
      `invalid argument "${text}" for "--ttl" flag: time: invalid duration "${text}"`,
    );
  }
  const [, hours = 0, minutes = 0, seconds = 0] = parts;
  return (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
}

/** As `kubeadm join` is told whom to trust: the authority of admin.conf. */
function joinCommand({ folder }: CommandedNode, token: string): string {
  try {
    const document: unknown = parseSmallYaml(readSmallFile(folder, '/etc/kubernetes/admin.conf'));
    const { clusters = [] } = document as { clusters?: { cluster: Record<string, string> }[] };
    const { server = '', 'certificate-authority-data': data = '' } = clusters[0]?.cluster ?? {};
    const pins = parseCertificateBundle(Buffer.from(data, 'base64').toString('utf8')).map(
      ({ publicKey }) => `sha256:${createHash('sha256').update(publicKey.spki).digest('hex')}`,
    );
    const trust = pins.map((pin) => `--discovery-token-ca-cert-hash ${pin} `).join('');
    return `kubeadm join ${server.replace('https://', '')} --token ${token} ${trust}`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KubeadmError(`failed to get join command: failed to load kubeconfig: ${why}`);
  }
}

/** Of 36 characters, as no byte beyond the last multiple of 36 is used each is as likely. */
function randomText(length: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 252 && text.length < length) text += letters[byte % 36];
    }
  }
  return text;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
