/** Mistakes in certificate signing requests, in upstream's words (`pkg/apis/certificates/validation`). */
import {
  CertificateError,
  extendedKeyUsageOids,
  keyUsages,
  parseCertificate,
  verifyCertificateRequest,
} from '@drillyard/certificates';
import { goQuote } from '@drillyard/rbac';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
} from '../field-error.js';
import {
  type CertificateSigningRequest,
  conditionsOf,
  decodeBlocks,
  parseRequest,
  signerNames,
} from './certificate-signing-request.js';
import { validateSignerName } from './signer-name-validation.js';

const expirationSecondsMin = 600;

/** `signing` and `s/mime` are other words for two of the names. */
const usages = [...keyUsages, ...Object.keys(extendedKeyUsageOids), 'signing', 's/mime'].sort();

export async function validateNewRequest(
  request: CertificateSigningRequest,
): Promise<FieldError[]> {
  const { spec } = request;
  const signerName = spec.signerName ?? '';
  const errors = [...(await validatePkcs10(request)), ...validateUsages(spec.usages ?? [])];
  if (signerName === signerNames.legacyUnknown) {
    const detail = 'the legacy signerName is not allowed via this API version';
    errors.push(invalidValue('spec.signerName', signerName, detail));
  } else errors.push(...validateSignerName('spec.signerName', signerName));
  if (spec.expirationSeconds !== undefined && spec.expirationSeconds < expirationSecondsMin) {
    const detail = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalidValue('spec.expirationSeconds', spec.expirationSeconds, detail));
  }
  return errors;
}

/** A write of the status: by a signer, who issues and fails but does not approve. */
export function validateStatusUpdate(
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
): FieldError[] {
  const certificate = request.status?.certificate ?? '';
  const oldCertificate = old.status?.certificate ?? '';
  const errors = [
    ...validateConditions(request),
    ...validateCertificate(certificate),
    ...validateRemoval(request, old),
  ];
  for (const type of ['Approved', 'Denied']) {
    if (conditionsOf(request, type).length > conditionsOf(old, type).length) {
      const detail = `updates may not add a condition of type ${goQuote(type)}`;
      errors.push(forbiddenValue('status.conditions', detail));
    }
  }
  if (oldCertificate !== '' && certificate !== oldCertificate) {
    const detail = 'updates may not modify existing certificate content';
    errors.push(forbiddenValue('status.certificate', detail));
  }
  return errors;
}

/** A write of the conditions: by an approver. */
export function validateApprovalUpdate(
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
): FieldError[] {
  return [...validateConditions(request), ...validateRemoval(request, old)];
}

async function validatePkcs10(request: CertificateSigningRequest): Promise<FieldError[]> {
  const refuse = (why: string) => [invalidValue('spec.request', request.spec.request ?? '', why)];
  try {
    const parsed = parseRequest(request);
    if (await verifyCertificateRequest(parsed)) return [];
    const { kind } = parsed.publicKey.algorithm;
    if (kind === 'RSA') return refuse('crypto/rsa: verification error');
    return refuse(`x509: ${kind === 'EC' ? 'ECDSA' : kind} verification failure`);
  } catch (error) {
    if (error instanceof CertificateError) return refuse(error.message);
    throw error;
  }
}

function validateUsages(asked: readonly string[]): FieldError[] {
  const field = (index: number) => `spec.usages[${index}]`;
  return [
    ...(asked.length === 0 ? [required('spec.usages')] : []),
    ...asked.flatMap((usage, index) =>
      usages.includes(usage) ? [] : [notSupported(field(index), usage, usages)],
    ),
    ...asked.flatMap((usage, index) =>
      asked.indexOf(usage) === index ? [] : [duplicateValue(field(index), usage)],
    ),
  ];
}

const terminalTypes = ['Approved', 'Denied', 'Failed'];

function validateConditions({ status }: CertificateSigningRequest): FieldError[] {
  const conditions = status?.conditions ?? [];
  const seen = new Set<string>();
  return conditions.flatMap((condition, index) => {
    const { type = '', status: value = '' } = condition;
    const field = `status.conditions[${index}]`;
    const errors: FieldError[] = type === '' ? [required(`${field}.type`)] : [];
    const allowed = terminalTypes.includes(type) ? ['True'] : ['False', 'True', 'Unknown'];
    if (value === '') errors.push(required(`${field}.status`));
    else if (!allowed.includes(value)) {
      errors.push(notSupported(`${field}.status`, value, allowed));
    }
    const opposite = { Approved: 'Denied', Denied: 'Approved' }[type];
    if (opposite !== undefined && seen.has(opposite)) {
      const detail = 'Approved and Denied conditions are mutually exclusive';
      errors.push(invalidValue('status.conditions', type, detail));
    }
    if (seen.has(type)) errors.push(duplicateValue(`${field}.type`, type));
    seen.add(type);
    return errors;
  });
}

function validateRemoval(
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
): FieldError[] {
  return terminalTypes
    .filter((type) => conditionsOf(request, type).length < conditionsOf(old, type).length)
    .map((type) =>
      forbiddenValue(
        'status.conditions',
        `updates may not remove a condition of type ${goQuote(type)}`,
      ),
    );
}

function validateCertificate(base64: string): FieldError[] {
  const why = base64 === '' ? undefined : certificateMistake(base64);
  return why === undefined ? [] : [invalidValue('status.certificate', '<certificate data>', why)];
}

function certificateMistake(base64: string): string | undefined {
  const blocks = decodeBlocks(base64);
  if (blocks.length === 0) return 'must contain at least one CERTIFICATE PEM block';
  for (const { label, der } of blocks) {
    if (label !== 'CERTIFICATE') {
      return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(label)}`;
    }
    try {
      parseCertificate(der);
    } catch (error) {
      if (error instanceof CertificateError) return 'x509: malformed certificate';
      throw error;
    }
  }
  return undefined;
}
