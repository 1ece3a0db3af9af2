/**
 * `csr`: a CertificateSigningRequest of certificates.k8s.io: what it asks for, whom, and what
 * became of it.
 *
 * The subject is read from the request (PKCS#10, RFC 2986) itself, not from what was meant.
 */
import {
  CertificateError,
  type CertificateRequest,
  parseCertificateRequestPem,
} from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';
import type { CsrSpec } from '@drillyard/lab-spec';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, passed } from '../check-outcome.js';
import { isSameSet, judgeNames, list } from '../credentials/judge-names.js';
import { decodeBase64 } from '../credentials/kubeconfig-credentials.js';
import { judgeLength } from '../credentials/length-of-time.js';

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

  async evaluate({ spec }, { cluster }) {
    const object = await cluster.find({ ...type, name: spec.name });
    const place = `The CertificateSigningRequest ${spec.name}`;
    if (spec.absent) {
      return object === undefined
        ? passed
        : failed(`${place} is still there.`, { expected: 'none' });
    }
    if (object === undefined)
      return failed(`There is no CertificateSigningRequest ${spec.name} yet.`);
    const fields = fieldsOf(object);
    return (
      judgeFields(spec, fields, place) ??
      judgeSubject(spec, fields, `the CertificateSigningRequest ${spec.name}`) ??
      judgeState(spec, fields, place) ??
      passed
    );
  },

  dependencies: () => ({ objects: [type] }),
};

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

function judgeSubject(
  { commonName, organizations, dnsNames }: CsrSpec,
  { spec: asked }: RequestFields,
  place: string,
): CheckOutcome | undefined {
  if (commonName === undefined && organizations === undefined && dnsNames === undefined) {
    return undefined;
  }
  let request: CertificateRequest;
  try {
    request = parseCertificateRequestPem(decodeBase64(asked?.request ?? ''));
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return failed(`What ${place} carries cannot be read.`, { actual: error.message });
  }
  return judgeNames(request, { commonName, organizations, dnsNames }, place);
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
