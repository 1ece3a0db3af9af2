import {
  type CertificateAuthority,
  createCertificateAuthority,
  encodeCertificatePem,
  encodePrivateKeyPem,
  encodePublicKeyPem,
  generatePrivateKey,
  issueCertificate,
  type PrivateKey,
  parseCertificatePem,
  parsePrivateKeyPem,
} from '@drillyard/certificates';
import { invariant, UserError } from '@drillyard/errors';
import {
  type AuthorityName,
  authorities,
  certificatesDir,
  type LeafCertificate,
  leafCertificates,
} from './certificate-list.js';
import { authorityValidity, leafValidity } from './validity.js';

/** The files of a control plane's node, by absolute path. */
export type PkiFiles = ReadonlyMap<string, string>;

/** What a control plane signs and is recognised by, with the files it is kept in. */
export interface ClusterPki {
  readonly files: PkiFiles;
  readonly certificateAuthority: CertificateAuthority;
  /** Signs service account tokens. */
  readonly serviceAccountKey: PrivateKey;
}

export interface ClusterPkiOptions {
  readonly nodeName: string;
  /** The address the API server announces itself by. */
  readonly advertiseAddress: string;
  /** First address of the service range: what pods reach the API server by. */
  readonly serviceAddress?: string;
  readonly dnsDomain?: string;
  /** Further names and addresses of the serving certificate (kubeadm's `certSANs`). */
  readonly apiServerNames?: readonly string[];
  readonly apiServerAddresses?: readonly string[];
  readonly now: Date;
}

/** The PKI `kubeadm init` lays down, in P-256 keys (kubeadm's `encryptionAlgorithm: ECDSA-P256`). */
export async function createClusterPki(options: ClusterPkiOptions): Promise<ClusterPki> {
  const serving = await createServingPki(options);
  return { ...serving, files: await completePkiFiles(serving, options) };
}

/**
 * The part an API server cannot start without: the cluster's authority, the serving certificate
 * and the key of tokens. {@link completePkiFiles} adds the rest when somebody wants to see it.
 */
export async function createServingPki(options: ClusterPkiOptions): Promise<ClusterPki> {
  // All keys at once: the platform makes them on its threads.
  const [serviceAccountKey, ca, servingKey] = await Promise.all([
    generatePrivateKey(),
    createAuthority('ca', options.now),
    generatePrivateKey(),
  ]);
  const serving = leafCertificates.find(({ baseName }) => baseName === 'apiserver');
  invariant(serving, 'the certificate list has no certificate of the API server');
  const files = new Map<string, string>();
  writePair(files, 'ca', ca);
  writePair(files, serving.baseName, await issueLeaf(serving, servingKey, ca, options));
  files.set(`${certificatesDir}/sa.key`, encodePrivateKeyPem(serviceAccountKey));
  files.set(`${certificatesDir}/sa.pub`, encodePublicKeyPem(serviceAccountKey.publicKey));
  return { files, certificateAuthority: ca, serviceAccountKey };
}

/** All files of a PKI: those that are there as they are, the others made by kubeadm's list. */
export async function completePkiFiles(
  { files: present, certificateAuthority }: ClusterPki,
  options: ClusterPkiOptions,
): Promise<PkiFiles> {
  const files = new Map(present);
  const isThere = (baseName: string) => files.has(`${certificatesDir}/${baseName}.crt`);
  const missing = authorities.filter(({ baseName }) => !isThere(baseName));
  const created = missing.map(
    async ({ baseName }) => [baseName, await createAuthority(baseName, options.now)] as const,
  );
  const byName = new Map<AuthorityName, CertificateAuthority>(await Promise.all(created));
  for (const [baseName, pair] of byName) writePair(files, baseName, pair);
  byName.set('ca', certificateAuthority);
  const leaves = leafCertificates
    .filter(({ baseName }) => !isThere(baseName))
    .map(async (leaf) => {
      const authority = authorityNamed(byName, leaf.authority);
      const pair = await issueLeaf(leaf, await generatePrivateKey(), authority, options);
      return [leaf.baseName, pair] as const;
    });
  for (const [baseName, pair] of await Promise.all(leaves)) writePair(files, baseName, pair);
  return files;
}

/** Reads a PKI back from its files; the error names the file that is missing or broken. */
export async function loadClusterPki(files: PkiFiles): Promise<ClusterPki> {
  const certificatePath = `${certificatesDir}/ca.crt`;
  const [certificate, privateKey, serviceAccountKey] = await Promise.all([
    readPem(files, certificatePath, async (pem) => parseCertificatePem(pem)),
    readPem(files, `${certificatesDir}/ca.key`, parsePrivateKeyPem),
    readPem(files, `${certificatesDir}/sa.key`, parsePrivateKeyPem),
  ]);
  return { files, certificateAuthority: { certificate, privateKey }, serviceAccountKey };
}

/** The text of a file that must be there. */
export function readPkiFile(files: PkiFiles, path: string): string {
  const text = files.get(path);
  if (text === undefined) {
    throw new UserError('PKI_FILE_MISSING', `open ${path}: no such file or directory`, {
      details: { path },
    });
  }
  return text;
}

async function readPem<T>(
  files: PkiFiles,
  path: string,
  parse: (pem: string) => Promise<T>,
): Promise<T> {
  const text = readPkiFile(files, path);
  try {
    return await parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('PKI_FILE_INVALID', `${path}: ${why}`, { cause, details: { path } });
  }
}

async function createAuthority(name: AuthorityName, now: Date): Promise<CertificateAuthority> {
  const listed = authorities.find(({ baseName }) => baseName === name);
  invariant(listed, `the certificate list names no authority "${name}"`);
  const template = {
    ...authorityValidity(now),
    subject: { commonName: listed.commonName },
    dnsNames: [listed.commonName],
    keyUsages: ['digital signature', 'key encipherment', 'cert sign'] as const,
  };
  return createCertificateAuthority(template, await generatePrivateKey());
}

async function issueLeaf(
  leaf: LeafCertificate,
  privateKey: PrivateKey,
  authority: CertificateAuthority,
  options: ClusterPkiOptions,
): Promise<CertificateAuthority> {
  const template = {
    ...leafValidity(options.now),
    ...altNames(leaf, options),
    subject: { commonName: leaf.commonName ?? options.nodeName },
    keyUsages: ['digital signature', 'key encipherment'] as const,
    extendedKeyUsages: leaf.extendedKeyUsages,
    isCertificateAuthority: false,
  };
  return {
    certificate: await issueCertificate(template, privateKey.publicKey, authority),
    privateKey,
  };
}

/** kubeadm's `GetAPIServerAltNames` and `getAltNames`: names sorted, nothing twice. */
function altNames({ altNames: names }: LeafCertificate, options: ClusterPkiOptions) {
  const { nodeName, advertiseAddress, serviceAddress = '10.96.0.1' } = options;
  switch (names) {
    case 'apiserver': {
      const service = 'kubernetes.default.svc';
      const domain = `${service}.${options.dnsDomain ?? 'cluster.local'}`;
      const own = [nodeName, 'kubernetes', 'kubernetes.default', service, domain];
      return {
        dnsNames: [...new Set([...own, ...(options.apiServerNames ?? [])])].sort(),
        ipAddresses: [
          ...new Set([serviceAddress, advertiseAddress, ...(options.apiServerAddresses ?? [])]),
        ],
      };
    }
    case 'etcd':
      return {
        dnsNames: [...new Set([nodeName, 'localhost'])].sort(),
        ipAddresses: [...new Set([advertiseAddress, '127.0.0.1', '::1'])],
      };
    case 'none':
      return {};
  }
}

function writePair(
  files: Map<string, string>,
  baseName: string,
  { certificate, privateKey }: CertificateAuthority,
): void {
  files.set(`${certificatesDir}/${baseName}.crt`, encodeCertificatePem(certificate));
  files.set(`${certificatesDir}/${baseName}.key`, encodePrivateKeyPem(privateKey));
}

function authorityNamed(
  byName: ReadonlyMap<AuthorityName, CertificateAuthority>,
  name: AuthorityName,
): CertificateAuthority {
  const authority = byName.get(name);
  invariant(authority, `the authority "${name}" has signed already and is not at hand`);
  return authority;
}
