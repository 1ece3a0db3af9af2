import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  type Certificate,
  CertificateError,
  decodePem,
  type PemBlock,
  type PrivateKey,
  type PublicKey,
  parseCertificate,
  parsePrivateKeyPem,
  parsePublicKey,
} from '@drillyard/certificates';
import type { ComponentFiles } from './component-files.js';
import { StartError } from './start-error.js';

/** A certificate chain and its key, PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Holds a pair together as Go's `tls.X509KeyPair` does; throws {@link StartError} in its words. */
export function checkKeyPair(cert: string, key: string): KeyPair {
  const certificate = readLeaf(cert);
  const privateKey = readKey(key);
  const { asymmetricKeyType } = certificate.publicKey;
  if (asymmetricKeyType !== privateKey.asymmetricKeyType) {
    throw new StartError('tls: private key type does not match public key type');
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new StartError('tls: private key does not match public key');
  }
  return { cert, key };
}

function readLeaf(pem: string): X509Certificate {
  const blocks = blocksOf(pem);
  const block = blocks.find(({ label }) => label === 'CERTIFICATE');
  if (block === undefined) {
    if (blocks.length === 0) {
      throw new StartError('tls: failed to find any PEM data in certificate input');
    }
    const [{ label } = { label: '' }] = blocks;
    if (blocks.length === 1 && label.endsWith('PRIVATE KEY')) {
      throw new StartError(
        'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
      );
    }
    throw new StartError(
      `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${labels(blocks)}`,
    );
  }
  try {
    return new X509Certificate(block.der);
  } catch {
    throw new StartError('x509: malformed certificate');
  }
}

function readKey(pem: string) {
  const blocks = blocksOf(pem);
  const block = blocks.find(
    ({ label }) => label === 'PRIVATE KEY' || label.endsWith(' PRIVATE KEY'),
  );
  if (block === undefined) {
    if (blocks.length === 0) {
      throw new StartError('tls: failed to find any PEM data in key input');
    }
    const [{ label } = { label: '' }] = blocks;
    if (blocks.length === 1 && label === 'CERTIFICATE') {
      throw new StartError(
        'tls: found a certificate rather than a key in the PEM for the private key',
      );
    }
    throw new StartError(
      `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${labels(blocks)}`,
    );
  }
  try {
    return createPrivateKey(pem);
  } catch {
    throw new StartError('tls: failed to parse private key');
  }
}

function labels(blocks: readonly PemBlock[]): string {
  return `[${blocks.map(({ label }) => label).join(' ')}]`;
}

/** A bundle of authorities (apiserver `NewDynamicCAContentFromFile`). */
export function parseAuthorities(purpose: string, path: string, pem: string): Certificate[] {
  const name = JSON.stringify(`${purpose}::${path}`);
  const blocks = blocksOf(pem).filter(({ label }) => label === 'CERTIFICATE');
  if (blocks.length === 0) {
    throw new StartError(
      `error loading CA bundle for ${name}: data does not contain any valid RSA or ECDSA certificates`,
    );
  }
  return blocks.map(({ der }) => {
    try {
      return parseCertificate(der);
    } catch (error) {
      const why = error instanceof CertificateError ? error.message : String(error);
      throw new StartError(`error loading CA bundle for ${name}: ${why}`);
    }
  });
}

/** client-go `keyutil.PublicKeysFromFile`: public keys, certificates and private keys. */
export async function readPublicKeys(files: ComponentFiles, path: string): Promise<PublicKey[]> {
  const found: PublicKey[] = [];
  for (const block of blocksOf(files.read(path))) {
    const key = await publicKeyOf(block).catch(() => undefined);
    if (key !== undefined) found.push(key);
  }
  if (found.length > 0) return found;
  throw new StartError(
    `error reading public key file ${path}: data does not contain any valid RSA or ECDSA public keys`,
  );
}

async function publicKeyOf({ label, der }: PemBlock): Promise<PublicKey | undefined> {
  if (label === 'PUBLIC KEY') return parsePublicKey(der);
  if (label === 'CERTIFICATE') return parseCertificate(der).publicKey;
  if (!label.endsWith('PRIVATE KEY')) return undefined;
  const body = Buffer.from(der).toString('base64');
  const pem = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
  return (await parsePrivateKeyPem(pem)).publicKey;
}

/** client-go `keyutil.PrivateKeyFromFile`. */
export async function readPrivateKey(files: ComponentFiles, path: string): Promise<PrivateKey> {
  const pem = files.read(path);
  try {
    return await parsePrivateKeyPem(pem);
  } catch {
    throw new StartError(
      `error reading private key file ${path}: data does not contain a valid RSA or ECDSA private key`,
    );
  }
}

/** What is no PEM holds no blocks. */
function blocksOf(pem: string): PemBlock[] {
  try {
    return decodePem(pem);
  } catch (error) {
    if (error instanceof CertificateError) return [];
    throw error;
  }
}
