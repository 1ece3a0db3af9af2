/**
 * `csr`: a request for a certificate: a CertificateSigningRequest of certificates.k8s.io, what it
 * asks for, whom, and what became of it; or one that is still a file.
 *
 * The subject is read from the request (PKCS#10, RFC 2986) itself, not from what was meant.
 */
import {
  CertificateError,
  type CertificateRequest,
  matchesPrivateKey,
  parseCertificateRequestPem,
} from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';
import type { CsrSpec } from '@drillyard/lab-spec';
import type { CheckContext } from '../check-context.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, passed } from '../check-outcome.js';
import { isSameSet, judgeNames, list } from '../credentials/judge-names.js';
import { decodeBase64 } from '../credentials/kubeconfig-credentials.js';
import { readLearnerFile } from '../credentials/learner-file.js';
import { judgeLength } from '../credentials/length-of-time.js';
import { readKeyFile } from '../credentials/read-certificate.js';

const type = { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest' };

/** The fields of `certificates.k8s.io/v1` that are looked at. */
interface RequestFields {
  readonly spec?: {
    readonly request?: string;
    readonly signerName?: string;
    readonly username?: string;
    readonly usages?: readonly string[];
    readonly expirationSeconds?: number;
  };
  readonly status?: {
    readonly certificate?: string;
    readonly conditions?: readonly { type: string; reason?: string; message?: string }[];
  };
}

export const csrCheck: CheckEvaluator<'csr'> = {
  kind: 'csr',

  async evaluate({ spec }, context) {
    const { name, file } = spec;
    return file === undefined
      ? judgeObject(spec, name ?? '', context) // the lab's rules ask for one of the two
      : judgeFile(spec, file, context);
  },

  dependencies: ({ name, file, key }) => ({
    objects: name === undefined ? [] : [type],
    files: [file, key].filter((path) => path !== undefined),
  }),
};

async function judgeFile(
  spec: CsrSpec,
  path: string,
  context: CheckContext,
): Promise<CheckOutcome> {
  const found = await readLearnerFile(path, context.files);
  if ('missing' in found) return found.missing;
  return (await judgeRequest(spec, found.value.text, path, context)) ?? passed;
}

async function judgeObject(
  spec: CsrSpec,
  name: string,
  context: CheckContext,
): Promise<CheckOutcome> {
  const object = await context.cluster.find({ ...type, name });
  const place = `The CertificateSigningRequest ${name}`;
  if (spec.absent) {
    return object === undefined
      ? passed
      : failed(`${place} is still there.`, { expected: 'none', actual: 'it is there' });
  }
  if (object === undefined)
    return failed(`There is no CertificateSigningRequest ${name} yet.`, {
      expected: `a CertificateSigningRequest ${name}`,
      actual: 'none found',
    });
  const fields = fieldsOf(object);
  const pem = () => decodeBase64(fields.spec?.request ?? '');
  return (
    judgeFields(spec, fields, place) ??
    (await judgeRequest(spec, pem(), `the CertificateSigningRequest ${name}`, context)) ??
    judgeState(spec, fields, place) ??
    passed
  );
}

function fieldsOf(object: KubeObject): RequestFields {
  return object as RequestFields; // what the API's validation lets be stored
}

function judgeFields(spec: CsrSpec, { spec: asked = {} }: RequestFields, place: string) {
  const texts = [
    ['signer', spec.signer, asked.signerName],
    ['requester', spec.requester, asked.username],
  ] as const;
  for (const [what, expected, actual = 'none'] of texts) {
    if (expected !== undefined && expected !== actual) {
      return failed(`${place} has another ${what}.`, { expected, actual });
    }
  }
  const usages = asked.usages ?? [];
  if (spec.usages !== undefined && !isSameSet(spec.usages, usages)) {
    return failed(`${place} asks for other usages.`, {
      expected: list(spec.usages),
      actual: list(usages),
    });
  }
  if (spec.lifetime === undefined) return undefined;
  return asked.expirationSeconds === undefined
    ? failed(`${place} does not say how long the certificate is needed.`, {
        expected: 'spec.expirationSeconds',
        actual: 'not set: as long as the signer likes',
      })
    : judgeLength(asked.expirationSeconds, spec.lifetime, place);
}

/** What is in the request itself. A file has to be one, whatever else is asked of it. */
async function judgeRequest(
  { file, commonName, organizations, dnsNames, key }: CsrSpec,
  pem: string,
  place: string,
  context: CheckContext,
): Promise<CheckOutcome | undefined> {
  if ([file, commonName, organizations, dnsNames, key].every((asked) => asked === undefined)) {
    return undefined;
  }
  let request: CertificateRequest;
  try {
    request = parseCertificateRequestPem(pem);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return failed(`What ${place} carries cannot be read.`, {
      expected: 'a signing request in PEM',
      actual: error.message,
    });
  }
  const names = judgeNames(request, { commonName, organizations, dnsNames }, place);
  if (names !== undefined || key === undefined) return names;
  const found = await readKeyFile(key, context);
  if ('missing' in found) return found.missing;
  if (matchesPrivateKey(request.publicKey, found.value.key)) return undefined;
  return failed(`The request of ${place} was not made with the key in ${key}.`, {
    expected: 'the public key of the request belongs to that private key',
    actual: 'they are of two pairs',
  });
}

function judgeState(
  { state }: CsrSpec,
  { status = {} }: RequestFields,
  place: string,
): CheckOutcome | undefined {
  if (state === undefined) return undefined;
  const found = stateOf(status);
  if (found === state || (state === 'approved' && found === 'issued')) return undefined;
  return failed(`${place} is ${found}.`, { expected: state, actual: found });
}

/** As `kubectl get csr` reads the conditions, in one word. */
function stateOf({ certificate, conditions = [] }: NonNullable<RequestFields['status']>) {
  const has = (condition: string) => conditions.some(({ type }) => type === condition);
  if (has('Denied')) return 'denied';
  if (has('Failed')) return 'failed';
  if (!has('Approved')) return 'pending';
  return certificate === undefined ? 'approved' : 'issued';
}
