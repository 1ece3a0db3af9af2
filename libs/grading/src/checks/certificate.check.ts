/**
 * `certificate`: an X.509 certificate (RFC 5280), wherever it is: a file, a Secret, a kubeconfig,
 * the status of a CertificateSigningRequest, or what the API server shows whoever connects.
 *
 * Holds when the certificate is valid at the moment and everything asked is so. Whether a client
 * certificate is *accepted* is asked of the API server itself (`authenticatesAs`), with the key.
 */
import {
  formatIpAddress,
  isIssuedBy,
  matchesPrivateKey,
  parseIpAddress,
} from '@drillyard/certificates';
import type { CertificateSpec } from '@drillyard/lab-spec';
import type { CheckContext } from '../check-context.js';
import type { CheckDependencies, CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, inconclusive, passed } from '../check-outcome.js';
import { judgeIdentity } from '../credentials/judge-identity.js';
import { judgeAmong, judgeNames, list } from '../credentials/judge-names.js';
import { readLearnerFile } from '../credentials/learner-file.js';
import { judgeLength } from '../credentials/length-of-time.js';
import {
  type CertificateAtPlace,
  readAuthorities,
  readCertificate,
  readKeyFile,
} from '../credentials/read-certificate.js';
import { secretDependency } from '../credentials/secret-value.js';
import { filesAt, filesDependency } from '../files-at.js';

export const certificateCheck: CheckEvaluator<'certificate'> = {
  kind: 'certificate',

  async evaluate({ spec }, asked) {
    const files = filesAt(spec.on, asked);
    if ('status' in files) return files;
    const context = { ...asked, files };
    const found = await readCertificate(spec, context);
    if ('missing' in found) return found.missing;
    return (
      judgeContent(spec, found.value, context.now()) ??
      (await judgeIssuer(spec, found.value, context)) ??
      (await judgeKey(spec, found.value, context)) ??
      passed
    );
  },

  dependencies,
};

function dependencies(spec: CertificateSpec) {
  const { on, file, secret, csr, kubeconfig, endpoint, key, issuedBy } = spec;
  const authority = issuedBy === 'cluster' || issuedBy === 'itself' ? undefined : issuedBy;
  const files = [file, kubeconfig?.path, key, authority].filter((path) => path !== undefined);
  const requests = { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest' };
  return {
    ...filesDependency(on, files),
    // A server reads its files again by itself now and then.
    ...(endpoint !== undefined && { apiserver: true, polled: true }),
    objects: [
      ...(secret === undefined ? [] : [secretDependency(secret)]),
      ...(csr === undefined ? [] : [requests]),
    ],
  } satisfies CheckDependencies;
}

function judgeContent(
  spec: CertificateSpec,
  { place, certificate }: CertificateAtPlace,
  now: Date,
): CheckOutcome | undefined {
  const { notBefore, notAfter } = certificate;
  if (now < notBefore || now > notAfter) {
    return failed(
      `The certificate of ${place} is ${now > notAfter ? 'expired' : 'not valid yet'}.`,
      {
        expected: `valid at ${now.toISOString()}`,
        actual: `valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}`,
      },
    );
  }
  const { authority } = spec;
  if (authority !== undefined && authority !== certificate.isCertificateAuthority) {
    return failed(
      authority
        ? `The certificate of ${place} may not sign others: it is not one of an authority.`
        : `The certificate of ${place} is one of an authority, which may sign others.`,
      {
        expected: `CA:${String(authority).toUpperCase()}`,
        actual: `CA:${String(!authority).toUpperCase()}`,
      },
    );
  }
  const usages = [...certificate.keyUsages, ...certificate.extendedKeyUsages];
  const ipAddresses = (spec.ipAddresses ?? []).map(canonicalAddress);
  return (
    judgeNames(certificate, { ...spec, ipAddresses }, place) ??
    judgeAmong('usages', spec.usages, usages, place) ??
    judgeLength((notAfter.getTime() - notBefore.getTime()) / 1000, spec.lifetime, place) ??
    judgeLength((notAfter.getTime() - now.getTime()) / 1000, spec.remaining, place)
  );
}

/** As certificates have it, so that `::1` and `0:0:0:0:0:0:0:1` are one. */
function canonicalAddress(text: string): string {
  const bytes = parseIpAddress(text);
  return bytes === undefined ? text : formatIpAddress(bytes);
}

async function judgeIssuer(
  { issuedBy }: CertificateSpec,
  { place, certificate }: CertificateAtPlace,
  context: CheckContext,
): Promise<CheckOutcome | undefined> {
  if (issuedBy === undefined) return undefined;
  const authorities = await readIssuers(issuedBy, certificate, context);
  if (!('value' in authorities)) return authorities.missing;
  for (const authority of authorities.value) {
    if (await isIssuedBy(certificate, authority)) return undefined;
  }
  const who =
    { cluster: "the cluster's CA", itself: 'itself' }[issuedBy] ?? `the CA in ${issuedBy}`;
  return failed(`The certificate of ${place} was not issued by ${who}.`, {
    expected: `signed by ${list(authorities.value.map(({ subject }) => subject.commonName))}`,
    actual: `its issuer is ${certificate.issuer.commonName || 'nameless'}`,
  });
}

async function readIssuers(
  issuedBy: string,
  certificate: CertificateAtPlace['certificate'],
  { cluster, files }: CheckContext,
) {
  if (issuedBy === 'itself') return { value: [certificate] };
  if (issuedBy !== 'cluster') {
    const file = await readLearnerFile(issuedBy, files);
    return 'missing' in file ? file : readAuthorities(file.value.text, issuedBy);
  }
  const { certificateAuthority } = cluster;
  return certificateAuthority === undefined
    ? { missing: inconclusive("The cluster's CA is not known.") }
    : readAuthorities(certificateAuthority, "the cluster's CA");
}

async function judgeKey(
  spec: CertificateSpec,
  { place, pem, certificate, clientKey }: CertificateAtPlace,
  context: CheckContext,
): Promise<CheckOutcome | undefined> {
  let keyPem = clientKey;
  if (spec.key !== undefined) {
    const found = await readKeyFile(spec.key, context);
    if ('missing' in found) return found.missing;
    if (!matchesPrivateKey(certificate.publicKey, found.value.key)) {
      return failed(`The certificate of ${place} does not belong to the key in ${spec.key}.`, {
        expected: 'the public key of the certificate belongs to that private key',
        actual: 'they are of two pairs',
      });
    }
    keyPem = found.value.pem;
  }
  if (spec.authenticatesAs === undefined) return undefined;
  if (keyPem === undefined)
    return failed(`There is no private key with ${place}.`, {
      expected: 'its private key',
      actual: 'none',
    });
  const credentials = { clientCertificate: pem, clientKey: keyPem };
  return judgeIdentity(credentials, spec.authenticatesAs, { cluster: context.cluster, place });
}
