import {
  type Certificate,
  type CertificateAuthority,
  encodeCertificatePem,
  encodePrivateKeyPem,
  type PrivateKey,
  parseCertificateBundle,
  parsePrivateKeyPem,
} from '@drillyard/certificates';
import { certificatesDir, FileError } from '@drillyard/kube-apiserver';
import { stringify } from 'yaml';
import type { NodeFolder } from '../../node/node-folder.js';
import { parseSmallYaml, readSmallFile } from '../../node/small-file.js';
import { KubeadmError } from './kubeadm-error.js';
import type { ManagedAuthority, ManagedCertificate } from './managed-certificates.js';

/** clientcmd's kubeconfig, the fields in use. */
interface Kubeconfig {
  'current-context'?: string;
  clusters?: { name: string; cluster: Record<string, string> }[];
  contexts?: { name: string; context: { cluster?: string; user?: string } }[];
  users?: { name: string; user: Record<string, string> }[];
}

/** The certificates of a node's /etc/kubernetes. What cannot be read is a KubeadmError. */
export class CertificateFiles {
  constructor(private readonly folder: NodeFolder) {}

  exists({ place }: ManagedCertificate): boolean {
    return this.isFile(
      'kubeconfig' in place ? confPath(place.kubeconfig) : certPath(place.baseName),
    );
  }

  authorityExists({ baseName }: ManagedAuthority): boolean {
    return this.isFile(certPath(baseName));
  }

  /** Whether the authority signs elsewhere: its key is not on the node. */
  isExternal({ baseName }: ManagedAuthority): boolean {
    const path = certPath(baseName);
    if (!this.isFile(path)) {
      const why = `couldn't load the certificate file ${path}: open ${path}: no such file or directory`;
      const what = `Error checking external CA condition for ${baseName} certificate authority`;
      throw new KubeadmError(`${what}: failure loading certificate for CA: ${why}`);
    }
    return !this.isFile(keyPath(baseName));
  }

  read({ place }: ManagedCertificate): Certificate {
    if ('baseName' in place) return this.certificate(certPath(place.baseName), place.baseName);
    const path = confPath(place.kubeconfig);
    const { user } = currentOf(this.kubeconfig(path), path);
    const data = user['client-certificate-data'] ?? '';
    if (data === '') {
      throw new KubeadmError(
        `kubeConfig file ${path} does not have an embedded client certificate`,
      );
    }
    try {
      return first(Buffer.from(data, 'base64').toString('utf8'));
    } catch (error) {
      const what = `kubeConfig file ${path} does not contain a valid client certificate`;
      throw new KubeadmError(`${what}: ${messageOf(error)}`);
    }
  }

  readAuthority({ baseName }: ManagedAuthority): Certificate {
    return this.certificate(certPath(baseName), baseName);
  }

  async signer(authority: ManagedAuthority): Promise<CertificateAuthority> {
    const { baseName } = authority;
    const what = `failure loading ${baseName} certificate authority`;
    try {
      const certificate = this.readAuthority(authority);
      if (!certificate.isCertificateAuthority) {
        throw new KubeadmError(`${baseName} certificate is not a certificate authority`);
      }
      const privateKey = await parsePrivateKeyPem(readSmallFile(this.folder, keyPath(baseName)));
      return { certificate, privateKey };
    } catch (error) {
      if (error instanceof KubeadmError) throw error;
      const why = `couldn't load the private key file ${keyPath(baseName)}: ${messageOf(error)}`;
      throw new KubeadmError(`${what}: ${why}`);
    }
  }

  write({ place }: ManagedCertificate, certificate: Certificate, key: PrivateKey): void {
    if ('baseName' in place) {
      this.folder.write(keyPath(place.baseName), encodePrivateKeyPem(key), 0o600);
      this.folder.write(certPath(place.baseName), encodeCertificatePem(certificate), 0o644);
      return;
    }
    const path = confPath(place.kubeconfig);
    const document = this.kubeconfig(path);
    const { cluster, user } = currentOf(document, path);
    const authority = this.certificate(certPath('ca'), 'ca');
    cluster['certificate-authority-data'] = base64(encodeCertificatePem(authority));
    user['client-certificate-data'] = base64(encodeCertificatePem(certificate));
    user['client-key-data'] = base64(encodePrivateKeyPem(key));
    this.folder.write(path, stringify(document, { indentSeq: false, lineWidth: 0 }), 0o600);
  }

  private certificate(path: string, baseName: string): Certificate {
    try {
      return first(readSmallFile(this.folder, path));
    } catch (error) {
      const what = `failed to load existing certificate ${baseName}`;
      const why =
        error instanceof FileError ? error.message : `error reading ${path}: ${messageOf(error)}`;
      throw new KubeadmError(`${what}: ${why}`);
    }
  }

  private kubeconfig(path: string): Kubeconfig {
    try {
      const document: unknown = parseSmallYaml(readSmallFile(this.folder, path));
      if (typeof document === 'object' && document !== null) return document as Kubeconfig;
      throw new Error('it is empty');
    } catch (error) {
      throw new KubeadmError(`failed to load kubeConfig file ${path}: ${messageOf(error)}`);
    }
  }

  /** Whatever a learner has put there: a folder or a pipe is no file. */
  private isFile(path: string): boolean {
    try {
      this.folder.readBytes(path, 0);
      return true;
    } catch {
      return false;
    }
  }
}

/** The cluster and the user of the current context. */
function currentOf(document: Kubeconfig, path: string) {
  const name = document['current-context'] ?? '';
  const missing = (what: string, which = '') =>
    new KubeadmError(`invalid kubeConfig file ${path}: missing ${what} ${which}`);
  const context = list(document.contexts).find((each) => each.name === name)?.context;
  if (context === undefined) throw missing('context', name);
  const cluster = list(document.clusters).find((each) => each.name === context.cluster)?.cluster;
  if (!cluster) throw missing('cluster', context.cluster);
  if (!cluster['certificate-authority-data']) {
    throw new KubeadmError(`kubeConfig file ${path} does not have an embedded server certificate`);
  }
  const user = list(document.users).find((each) => each.name === context.user)?.user;
  if (!user) throw missing('authInfo', context.user);
  return { cluster, user };
}

/** A file a learner has edited may hold anything in the place of a list. */
function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value)
    ? value.filter((entry) => typeof entry === 'object' && entry !== null)
    : [];
}

function first(pem: string): Certificate {
  const [certificate] = parseCertificateBundle(pem);
  if (certificate !== undefined) return certificate;
  throw new Error('data does not contain any valid RSA or ECDSA certificates');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function certPath(baseName: string): string {
  return `${certificatesDir}/${baseName}.crt`;
}

function keyPath(baseName: string): string {
  return `${certificatesDir}/${baseName}.key`;
}

function confPath(name: string): string {
  return `/etc/kubernetes/${name}`;
}
