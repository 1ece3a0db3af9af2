import { isDeepStrictEqual } from 'node:util';
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
 * Who issues or fails needs the verb sign on the signer (upstream
 * `plugin/pkg/admission/certificates/signing`).
 */
export class CertificateSigning implements AdmissionPlugin {
  readonly name = 'CertificateSigning';

  constructor(private readonly authorizer: Authorizer) {}

  async validate(attributes: AdmissionAttributes): Promise<void> {
    const { operation, group, resource, subresource, object, oldObject } = attributes;
    const isStatus =
      group === certificateSigningRequests.group &&
      resource === certificateSigningRequests.resource &&
      subresource === 'status';
    if (!isStatus || operation !== 'UPDATE' || object === undefined || oldObject === undefined)
      return;
    const { spec, status: oldStatus } = asSigningRequest(oldObject);
    const { status } = asSigningRequest(object);
    const isUnchanged =
      status?.certificate === oldStatus?.certificate &&
      isDeepStrictEqual(status?.conditions ?? [], oldStatus?.conditions ?? []);
    const { signerName = '' } = spec;
    if (isUnchanged) return;
    if (await isAuthorizedForSigner(this.authorizer, attributes, 'sign', signerName)) return;
    const why = `user not permitted to sign requests with signerName ${goQuote(signerName)}`;
    throw admissionForbidden(attributes, why);
  }
}
