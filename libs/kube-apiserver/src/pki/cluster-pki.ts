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
  const files = new Map<string, string>();
  const [serviceAccountKey, ...entries] = await Promise.all([
    generatePrivateKey(),
    ...authorities.map(async ({ baseName, commonName }) => {
      return [baseName, await createAuthority(commonName, options.now)] as const;
    }),
  ]);
  const byName = new Map<AuthorityName, CertificateAuthority>(entries);
  for (const [baseName, authority] of byName) writePair(files, baseName, authority);
  const leaves = leafCertificates.map(async (leaf) => {
    const authority = authorityNamed(byName, leaf.authority);
    return [leaf.baseName, await issueLeaf(leaf, authority, options)] as const;
  });
  for (const [baseName, pair] of await Promise.all(leaves)) writePair(files, baseName, pair);
  files.set(`${certificatesDir}/sa.key`, encodePrivateKeyPem(serviceAccountKey));
  files.set(`${certificatesDir}/sa.pub`, encodePublicKeyPem(serviceAccountKey.publicKey));
  return { files, certificateAuthority: authorityNamed(byName, 'ca'), serviceAccountKey };
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

async function createAuthority(commonName: string, now: Date): Promise<CertificateAuthority> {
  return createCertificateAuthority(
    {
      ...authorityValidity(now),
      subject: { commonName },
      dnsNames: [commonName],
      keyUsages: ['digital signature', 'key encipherment', 'cert sign'],
    },
    await generatePrivateKey(),
  );
}

async function issueLeaf(
  leaf: LeafCertificate,
  authority: CertificateAuthority,
  options: ClusterPkiOptions,
): Promise<CertificateAuthority> {
  const privateKey = await generatePrivateKey();
  const certificate = await issueCertificate(
    {
      ...leafValidity(options.now),
      ...altNames(leaf, options),
      subject: { commonName: leaf.commonName ?? options.nodeName },
      keyUsages: ['digital signature', 'key encipherment'],
      extendedKeyUsages: leaf.extendedKeyUsages,
      isCertificateAuthority: false,
    },
    privateKey.publicKey,
    authority,
  );
  return { certificate, privateKey };
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
  invariant(authority, `the certificate list names no authority "${name}"`);
  return authority;
}
