import type { Authorizer } from '../authorization/authorizer.js';
import type { AdmissionAttributes } from './admission-plugin.js';

/**
 * Whether the user may do something for a signer, by its name or by its domain with `/*`
 * (upstream `pkg/certauthorization`).
 */
export async function isAuthorizedForSigner(
  authorizer: Authorizer,
  { user }: AdmissionAttributes,
  verb: 'approve' | 'sign',
  signerName: string,
): Promise<boolean> {
  for (const name of [signerName, `${signerName.split('/')[0]}/*`]) {
    const { decision } = await authorizer.authorize({
      user,
      verb,
      isResourceRequest: true,
      apiGroup: 'certificates.k8s.io',
      apiVersion: '*',
      resource: 'signers',
      subresource: '',
      namespace: '',
      name,
      path: '',
    });
    if (decision === 'Allow') return true;
  }
  return false;
}
