import {
  type Certificate,
  CertificateError,
  findPem,
  type PrivateKey,
  parseCertificateBundle,
  parsePrivateKeyPem,
} from '@drillyard/certificates';
import type { CertificateSpec } from '@drillyard/lab-spec';
import type { CheckContext } from '../check-context.js';
import { decodeBase64, readKubeconfigCredentials } from './kubeconfig-credentials.js';
import { type Found, missing, readLearnerFile } from './learner-file.js';
import { readSecretValue } from './secret-value.js';

/** A certificate as it was found. */
export interface CertificateAtPlace {
  /** Such as `~/jane.crt` or `the Secret atlas/web-tls`. */
  readonly place: string;
  /** PEM: the certificate and what comes after it. */
  readonly pem: string;
  readonly certificate: Certificate;
  /** The rest of its chain, as it is sent along. */
  readonly intermediates: readonly Certificate[];
  /** PEM; only a kubeconfig has it beside the certificate. */
  readonly clientKey?: string | undefined;
}

const pemAndNone = { expected: 'a certificate in PEM', actual: 'none' };

/** The certificate a check is about: the first of the PEM text it is in. */
export async function readCertificate(
  spec: CertificateSpec,
  context: Pick<CheckContext, 'cluster' | 'files'>,
): Promise<Found<CertificateAtPlace>> {
  const source = await readSource(spec, context);
  if ('missing' in source) return source;
  const { place, pem, clientKey } = source.value;
  try {
    findPem(pem, 'CERTIFICATE');
    const [certificate, ...intermediates] = parseCertificateBundle(pem);
    if (certificate === undefined)
      return missing(`There is no certificate in ${place}.`, pemAndNone);
    return { value: { place, pem, certificate, intermediates, clientKey } };
  } catch (error) {
    return unreadable(error, `${place} is not a certificate in PEM.`);
  }
}

/** The private key of a file of the learner's. */
export async function readKeyFile(
  path: string,
  { files }: Pick<CheckContext, 'files'>,
): Promise<Found<{ readonly pem: string; readonly key: PrivateKey }>> {
  const file = await readLearnerFile(path, files);
  if ('missing' in file) return file;
  try {
    return { value: { pem: file.value.text, key: await parsePrivateKeyPem(file.value.text) } };
  } catch (error) {
    return unreadable(error, `${path} is not a private key in PEM.`);
  }
}

/** Certificates of authorities in a PEM text. */
export function readAuthorities(pem: string, place: string): Found<Certificate[]> {
  try {
    return { value: parseCertificateBundle(pem) };
  } catch (error) {
    return unreadable(error, `${place} is not a certificate in PEM.`);
  }
}

type Source = Found<Pick<CertificateAtPlace, 'place' | 'pem' | 'clientKey'>>;

async function readSource(
  { file, secret, csr, kubeconfig, endpoint }: CertificateSpec,
  { cluster, files }: Pick<CheckContext, 'cluster' | 'files'>,
): Promise<Source> {
  if (secret !== undefined) {
    const found = await readSecretValue(secret, cluster);
    if ('missing' in found) return found;
    return { value: { place: `the Secret ${secret.namespace}/${secret.name}`, pem: found.value } };
  }
  if (kubeconfig !== undefined) {
    const found = await readKubeconfigCredentials(kubeconfig, files);
    if ('missing' in found) return found;
    const { place, clientCertificate, clientKey } = found.value;
    if (clientCertificate === undefined) {
      return missing(`${sentence(place)} has no certificate.`, {
        expected: 'client-certificate or client-certificate-data',
        actual: 'none',
      });
    }
    return { value: { place, pem: clientCertificate, clientKey } };
  }
  if (csr !== undefined) return readIssued(csr, cluster);
  if (endpoint !== undefined) {
    return { value: { place: 'the API server', pem: await cluster.servedCertificates() } };
  }
  const path = file ?? '';
  const found = await readLearnerFile(path, files);
  return 'missing' in found ? found : { value: { place: path, pem: found.value.text } };
}

async function readIssued(name: string, cluster: CheckContext['cluster']): Promise<Source> {
  const request = await cluster.find({
    ...{ apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', name },
  });
  if (request === undefined) {
    return missing(`There is no CertificateSigningRequest ${name} yet.`, {
      expected: `a CertificateSigningRequest ${name}`,
      actual: 'none found',
    });
  }
  const status = request['status'] as { certificate?: string } | undefined; // by the API's type
  const place = `the certificate of the CertificateSigningRequest ${name}`;
  return status?.certificate === undefined
    ? missing(`No certificate was issued for the CertificateSigningRequest ${name} yet.`, {
        expected: 'status.certificate',
        actual: 'not set',
      })
    : { value: { place, pem: decodeBase64(status.certificate) } };
}

function unreadable(error: unknown, reason: string): Found<never> {
  if (!(error instanceof CertificateError)) throw error;
  return missing(reason, { expected: 'PEM: -----BEGIN …----- and base64', actual: error.message });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
