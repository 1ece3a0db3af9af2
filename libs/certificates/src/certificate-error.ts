import { UserError } from '@drillyard/errors';

export type CertificateErrorCode =
  | 'PEM_INVALID'
  | 'DER_INVALID'
  | 'CERTIFICATE_INVALID'
  | 'CERTIFICATE_REQUEST_INVALID'
  | 'KEY_UNSUPPORTED'
  | 'KEY_INVALID';

/** Bytes that are not what they are said to be: a file to repair, shown as it stands. */
export class CertificateError extends UserError {
  constructor(code: CertificateErrorCode, message: string, cause?: unknown) {
    super(code, message, cause === undefined ? {} : { cause });
  }
}
