import type { CertificateRequest } from '@drillyard/certificates';

const nodesGroup = 'system:nodes';
const nodeUserPrefix = 'system:node:';

/** Why a request is none for a kubelet's client certificate (`pkg/apis/certificates/helpers.go`). */
export function kubeletClientMistake(
  request: CertificateRequest,
  usages: readonly string[],
): string | undefined {
  if (!isNodesGroup(request)) return 'subject organization is not system:nodes';
  if (request.dnsNames.length > 0) return 'DNS subjectAltNames are not allowed';
  if (request.emailAddresses.length > 0) return 'Email subjectAltNames are not allowed';
  if (request.ipAddresses.length > 0) return 'IP subjectAltNames are not allowed';
  if (request.uris.length > 0) return 'URI subjectAltNames are not allowed';
  return commonNameMistake(request) ?? usagesMistake(usages, 'client auth');
}

/** Why a request is none for a kubelet's serving certificate. */
export function kubeletServingMistake(
  request: CertificateRequest,
  usages: readonly string[],
): string | undefined {
  if (!isNodesGroup(request)) return 'subject organization is not system:nodes';
  if (request.dnsNames.length + request.ipAddresses.length === 0) {
    return 'DNS or IP subjectAltName is required';
  }
  if (request.emailAddresses.length > 0) return 'Email subjectAltNames are not allowed';
  if (request.uris.length > 0) return 'URI subjectAltNames are not allowed';
  return usagesMistake(usages, 'server auth') ?? commonNameMistake(request);
}

function isNodesGroup({ subject }: CertificateRequest): boolean {
  return subject.organizations.length === 1 && subject.organizations[0] === nodesGroup;
}

function commonNameMistake({ subject }: CertificateRequest): string | undefined {
  if (subject.commonName.startsWith(nodeUserPrefix)) return undefined;
  return 'subject common name does not begin with system:node:';
}

/** Keys that cannot encipher (EC) may leave that usage out. */
function usagesMistake(usages: readonly string[], own: string): string | undefined {
  const asked = new Set(usages);
  const needed = ['digital signature', own];
  const others = [...asked].filter((usage) => !needed.includes(usage));
  const isComplete = needed.every((usage) => asked.has(usage));
  if (isComplete && others.every((usage) => usage === 'key encipherment')) return undefined;
  return `usages did not match [${[...needed, 'key encipherment'].sort().join(' ')}]`;
}
