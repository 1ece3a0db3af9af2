import type { CertificateAuthority } from '@drillyard/certificates';
import type { Authorizer } from '../../authorization/authorizer.js';
import type { Storage } from '../../storage/storage.js';
import type { Loopback } from '../loopback.js';
import { CsrApprovingController } from './csr-approving-controller.js';
import { CsrCleanerController } from './csr-cleaner-controller.js';
import { CsrSigningController } from './csr-signing-controller.js';

export interface CertificateControllersOptions {
  readonly storage: Storage;
  /** Acts as the account `certificate-controller`. */
  readonly loopback: Loopback;
  readonly authorizer: Authorizer;
  /** The cluster's, as of now. */
  readonly authority: () => CertificateAuthority;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** The controllers of certificate signing requests: who approves, who signs, who tidies up. */
export function startCertificateControllers(
  options: CertificateControllersOptions,
): { close(): void }[] {
  const { storage, loopback, authorizer, now, onError } = options;
  return [
    new CsrApprovingController(storage, loopback, authorizer, onError),
    new CsrSigningController(options),
    new CsrCleanerController(storage, loopback, now, onError),
  ];
}
