import { parseCertificateBundle } from '@drillyard/certificates';
import { FileError } from '@drillyard/kube-apiserver';
import { YAMLParseError } from 'yaml';
import { readKubeletFlags } from './kubelet-flags.js';
import { type KubeletSettings, kubeletSettings, verifySettings } from './kubelet-settings.js';
import { KubeletStartError } from './kubelet-start-error.js';
import type { NodeFolder } from './node-folder.js';
import { parseSmallYaml, readSmallFile } from './small-file.js';

const configPath = '/var/lib/kubelet/config.yaml';
const kubeconfigPath = '/etc/kubernetes/kubelet.conf';
const bootstrapPath = '/etc/kubernetes/bootstrap-kubelet.conf';
const configVersion = 'kubelet.config.k8s.io/v1beta1';

/** What of a kubelet's files decides what it does here. */
export interface KubeletStart
  extends Pick<KubeletSettings, 'staticPodPath' | 'dns' | 'withoutEffect'> {
  /** Where it finds the API server. */
  readonly server: URL;
}

/** Reads a kubelet's files as it does when it is started (cmd/kubelet `server.go`). Throws KubeletStartError. */
export function readKubeletStart(folder: NodeFolder, now: Date): KubeletStart {
  const flags = readKubeletFlags(folder);
  const settings = kubeletSettings(readConfig(folder), flags);
  const server = readKubeconfig(folder, now);
  if (settings.clientCaFile !== undefined) {
    readOr(folder, settings.clientCaFile, (why) => `failed to run Kubelet: ${why}`);
  }
  verifySettings(settings);
  const { staticPodPath, dns, withoutEffect } = settings;
  return { staticPodPath, dns, withoutEffect, server };
}

function readConfig(folder: NodeFolder): unknown {
  const failed = (why: string) =>
    `failed to load kubelet config file, path: ${configPath}, error: failed to load Kubelet config file ${configPath}, error ${why}`;
  const quoted = JSON.stringify(configPath);
  const text = readOr(folder, configPath, (why) =>
    failed(`failed to read kubelet config file ${quoted}, error: ${why}`),
  );
  if (text === '') throw new KubeletStartError(failed(`kubelet config file ${quoted} was empty`));
  const config = parseOr(text, (why) =>
    failed(`failed to decode: couldn't get version/kind; json parse error: ${why}`),
  );
  const [kind = '', version = ''] = [textAt(config, 'kind'), textAt(config, 'apiVersion')];
  if (kind === 'KubeletConfiguration' && version === configVersion) return config;
  const why =
    kind === ''
      ? "Object 'Kind' is missing"
      : `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(version)}`;
  throw new KubeletStartError(failed(`failed to decode: ${why}`));
}

/** Without a kubeconfig that is still good it looks for one to begin with, of which there is none. */
function readKubeconfig(folder: NodeFolder, now: Date): URL {
  const begin = (before?: KubeletStartError['before']) => {
    const why = `stat ${bootstrapPath}: no such file or directory`;
    const message = `failed to run Kubelet: unable to load bootstrap kubeconfig: ${why}`;
    return new KubeletStartError(message, before);
  };
  if (!folder.exists(kubeconfigPath)) throw begin();
  try {
    const { server, certificates } = currentCredential(folder);
    const expired = certificates.find(({ notAfter }) => now > notAfter);
    if (expired === undefined) return server;
    const end = expired.notAfter.toISOString().replace(/T(.*)\.000Z/, ' $1 +0000 UTC');
    const what = `part of the existing bootstrap client certificate in ${kubeconfigPath} is expired`;
    throw begin({ source: 'bootstrap.go:267', text: `${what}: ${end}` });
  } catch (error) {
    if (error instanceof KubeletStartError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const what = `unable to load TLS configuration from existing bootstrap client config read from ${kubeconfigPath}`;
    throw begin({ source: 'bootstrap.go:252', text: `${what}: ${why}` });
  }
}

function currentCredential(folder: NodeFolder) {
  const document: unknown = parseSmallYaml(readSmallFile(folder, kubeconfigPath));
  const context = named(document, 'contexts', textAt(document, 'current-context'), 'context');
  const cluster = named(document, 'clusters', textAt(context, 'cluster'), 'cluster');
  const user = named(document, 'users', textAt(context, 'user'), 'user');
  const file = textAt(user, 'client-certificate');
  const data = textAt(user, 'client-certificate-data');
  const pem = file
    ? readSmallFile(folder, file)
    : Buffer.from(data ?? '', 'base64').toString('utf8');
  const keyFile = textAt(user, 'client-key');
  if (keyFile) readSmallFile(folder, keyFile);
  const certificates = parseCertificateBundle(pem);
  if (certificates.length === 0) throw new Error('there is no certificate');
  return { server: new URL(textAt(cluster, 'server') ?? ''), certificates };
}

/** One entry of a kubeconfig's lists. */
function named(document: unknown, list: string, name: string | undefined, field: string): unknown {
  const entries = at(document, list);
  const found = Array.isArray(entries)
    ? entries.find((entry) => at(entry, 'name') === name)
    : undefined;
  return at(found, field);
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce(at, value);
  return typeof found === 'string' ? found : undefined;
}

function readOr(folder: NodeFolder, path: string, wording: (why: string) => string): string {
  try {
    return readSmallFile(folder, path);
  } catch (error) {
    if (error instanceof FileError) throw new KubeletStartError(wording(error.message));
    throw error;
  }
}

function parseOr(text: string, wording: (why: string) => string): unknown {
  try {
    return parseSmallYaml(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 0) : 0;
    const [first = ''] = error.message.split('\n');
    const why = first.replace(/ at line \d+, column \d+:?$/, '');
    throw new KubeletStartError(wording(`yaml: line ${line}: ${why}`));
  }
}
