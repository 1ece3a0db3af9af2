import { goQuote } from '@drillyard/rbac';
import type { Authorizer } from '../authorization/authorizer.js';
import {
  asSigningRequest,
  certificateSigningRequests,
} from '../registry/certificates/certificate-signing-request.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden } from './pod-under-admission.js';
import { isAuthorizedForSigner } from './signer-authorization.js';

/**
 * Who approves needs the verb approve on the signer (upstream
 * `plugin/pkg/admission/certificates/approval`).
 */
export class CertificateApproval implements AdmissionPlugin {
  readonly name = 'CertificateApproval';

  constructor(private readonly authorizer: Authorizer) {}

  async validate(attributes: AdmissionAttributes): Promise<void> {
    const { operation, group, resource, subresource, oldObject } = attributes;
    const isApproval =
      group === certificateSigningRequests.group &&
      resource === certificateSigningRequests.resource &&
      subresource === 'approval';
    if (!isApproval || operation !== 'UPDATE' || oldObject === undefined) return;
    const { signerName = '' } = asSigningRequest(oldObject).spec;
    if (await isAuthorizedForSigner(this.authorizer, attributes, 'approve', signerName)) return;
    const why = `user not permitted to approve requests with signerName ${goQuote(signerName)}`;
    throw admissionForbidden(attributes, why);
  }
}
