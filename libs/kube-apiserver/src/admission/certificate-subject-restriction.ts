import { systemPrivilegedGroup } from '../authorization/authorization-modes.js';
import {
  asSigningRequest,
  certificateSigningRequests,
  parseRequest,
  signerNames,
} from '../registry/certificates/certificate-signing-request.js';
import type { AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden } from './pod-under-admission.js';

/**
 * Nobody asks for a client certificate of system:masters (upstream
 * `plugin/pkg/admission/certificates/subjectrestriction`). Validation has read the request before.
 */
export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',
  validate(attributes) {
    const { operation, group, resource, subresource, object } = attributes;
    const isRequest =
      group === certificateSigningRequests.group &&
      resource === certificateSigningRequests.resource &&
      subresource === '';
    if (!isRequest || operation !== 'CREATE' || object === undefined) return;
    const request = asSigningRequest(object);
    if (request.spec.signerName !== signerNames.kubeApiserverClient) return;
    if (!parseRequest(request).subject.organizations.includes(systemPrivilegedGroup)) return;
    const why = `use of ${signerNames.kubeApiserverClient} signer with system:masters group is not allowed`;
    throw admissionForbidden(attributes, why);
  },
};
