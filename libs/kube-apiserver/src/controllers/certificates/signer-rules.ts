import type { CertificateRequest } from '@drillyard/certificates';
import { signerNames } from '../../registry/certificates/certificate-signing-request.js';
import { kubeletClientMistake, kubeletServingMistake } from './kubelet-request.js';

/** Why a signer does not sign a request that was approved; undefined where it does. */
export type SignerRule = (
  request: CertificateRequest,
  usages: readonly string[],
) => string | undefined;

/** The signers of kube-controller-manager (`pkg/controller/certificates/signer`), by name. */
export const signerRules: ReadonlyMap<string, SignerRule> = new Map<string, SignerRule>([
  [signerNames.kubeletServing, kubeletServingMistake],
  [signerNames.kubeApiserverClientKubelet, kubeletClientMistake],
  [signerNames.kubeApiserverClient, (_, usages) => clientUsagesMistake(usages)],
  // Whatever it says: for requests of before there were signer names.
  [signerNames.legacyUnknown, () => undefined],
]);

function clientUsagesMistake(usages: readonly string[]): string | undefined {
  const allowed = ['digital signature', 'key encipherment', 'client auth'];
  const other = usages.find((usage) => !allowed.includes(usage));
  if (other !== undefined) return `invalid usage for client certificate: ${other}`;
  if (usages.includes('client auth')) return undefined;
  return 'missing required usage for client certificate: client auth';
}
