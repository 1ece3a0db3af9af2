/** certificates.k8s.io/v1 CertificateSigningRequest, and what may be asked of one. */
import {
  CertificateError,
  type CertificateRequest,
  decodePem,
  parseCertificateRequest,
} from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';

export const certificatesGroup = 'certificates.k8s.io';

export const certificateSigningRequests = {
  group: certificatesGroup,
  version: 'v1',
  resource: 'certificatesigningrequests',
} as const;

/** The signers the cluster brings (`k8s.io/api/certificates`). */
export const signerNames = {
  kubeApiserverClient: 'kubernetes.io/kube-apiserver-client',
  kubeApiserverClientKubelet: 'kubernetes.io/kube-apiserver-client-kubelet',
  kubeletServing: 'kubernetes.io/kubelet-serving',
  legacyUnknown: 'kubernetes.io/legacy-unknown',
} as const;

export interface CertificateSigningRequestCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastUpdateTime?: string;
  readonly lastTransitionTime?: string;
}

export interface CertificateSigningRequest extends KubeObject {
  readonly spec: {
    /** PEM in base64, like `status.certificate`. */
    readonly request?: string;
    readonly signerName?: string;
    readonly expirationSeconds?: number;
    readonly usages?: readonly string[];
    readonly username?: string;
    readonly uid?: string;
    readonly groups?: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
  readonly status?: {
    readonly conditions?: readonly CertificateSigningRequestCondition[];
    readonly certificate?: string;
  };
}

/** The schema has been checked where the object came in. */
export function asSigningRequest(object: object): CertificateSigningRequest {
  return object as CertificateSigningRequest;
}

export function conditionsOf(
  request: CertificateSigningRequest,
  ...types: readonly string[]
): CertificateSigningRequestCondition[] {
  const conditions = request.status?.conditions ?? [];
  return conditions.filter(({ type }) => types.includes(type));
}

/** The PKCS #10 request in it. Throws CertificateError with upstream's words where they are known. */
export function parseRequest({ spec }: CertificateSigningRequest): CertificateRequest {
  const [block] = decodeBlocks(spec.request ?? '');
  if (block?.label !== 'CERTIFICATE REQUEST') {
    const why = 'PEM block type must be CERTIFICATE REQUEST';
    throw new CertificateError('CERTIFICATE_REQUEST_INVALID', why);
  }
  return parseCertificateRequest(block.der);
}

/** Go's decoder passes over what is not PEM: that is no block at all. */
export function decodeBlocks(base64: string): { label: string; der: Uint8Array }[] {
  try {
    return decodePem(Buffer.from(base64, 'base64').toString('latin1'));
  } catch (error) {
    if (error instanceof CertificateError) return [];
    throw error;
  }
}
