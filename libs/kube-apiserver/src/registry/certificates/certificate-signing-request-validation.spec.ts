import { createCertificateRequestPem, generatePrivateKey } from '@drillyard/certificates';
import { beforeAll, describe, expect, it } from 'vitest';
import { aggregateMessage, type FieldError } from '../field-error.js';
import { asSigningRequest } from './certificate-signing-request.js';
import {
  validateApprovalUpdate,
  validateNewRequest,
  validateStatusUpdate,
} from './certificate-signing-request-validation.js';

const message = (errors: readonly FieldError[]) =>
  errors.length === 0 ? '' : aggregateMessage(errors);
const encode = (pem: string) => Buffer.from(pem).toString('base64');
const withStatus = (status: object) => asSigningRequest({ spec: {}, status });
const condition = (type: string, status = 'True') => ({ type, status });

describe('validateNewRequest', () => {
  let pem = '';
  beforeAll(async () => {
    const subject = { commonName: 'jane' };
    pem = await createCertificateRequestPem({ subject }, await generatePrivateKey());
  });
  const validate = async (spec: object) => {
    const good = { request: encode(pem), signerName: 'example.com/a', usages: ['client auth'] };
    return message(await validateNewRequest(asSigningRequest({ spec: { ...good, ...spec } })));
  };

  it.each([
    [{}, ''],
    [{ expirationSeconds: 600, usages: ['s/mime', 'signing'] }, ''],
    [{ usages: [] }, 'spec.usages: Required value'],
    [{ usages: ['any', 'any'] }, 'spec.usages[1]: Duplicate value: "any"'],
    [{ signerName: '' }, 'spec.signerName: Required value'],
    [
      { signerName: 'a/b' },
      'spec.signerName: Invalid value: "a": should be a domain with at least two segments separated by dots',
    ],
    [
      { signerName: 'a.b/c/d' },
      'spec.signerName: Invalid value: "a.b/c/d": must be a fully qualified domain and path of the form \'example.com/signer-name\'',
    ],
    [
      { expirationSeconds: 599 },
      'spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)',
    ],
    [
      { request: '' },
      'spec.request: Invalid value: "": PEM block type must be CERTIFICATE REQUEST',
    ],
  ])('%j → %s', async (spec, expected) => {
    expect(await validate(spec)).toBe(expected);
  });

  it('refuses a request whose maker does not hold the key', async () => {
    const [begin = '', ...lines] = pem.trim().split('\n');
    const end = lines.pop() ?? '';
    const der = Buffer.from(lines.join(''), 'base64');
    der[der.indexOf('jane')] = 'J'.charCodeAt(0);
    const forged = [begin, der.toString('base64'), end, ''].join('\n');
    expect(await validate({ request: encode(forged) })).toContain(
      'x509: ECDSA verification failure',
    );
  });
});

describe('validateApprovalUpdate', () => {
  it.each([
    [[condition('Approved')], [], ''],
    [
      [condition('Approved'), condition('Denied')],
      [],
      'status.conditions: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive',
    ],
    [
      [],
      [condition('Denied')],
      'status.conditions: Forbidden: updates may not remove a condition of type "Denied"',
    ],
    [
      [condition('Failed', 'False')],
      [],
      'status.conditions[0].status: Unsupported value: "False": supported values: "True"',
    ],
    [[condition('Seen', 'Unknown')], [], ''],
    [
      [condition('Seen'), condition('Seen')],
      [],
      'status.conditions[1].type: Duplicate value: "Seen"',
    ],
  ])('%j over %j → %s', (conditions, old, expected) => {
    const errors = validateApprovalUpdate(
      withStatus({ conditions }),
      withStatus({ conditions: old }),
    );
    expect(message(errors)).toBe(expected);
  });
});

describe('validateStatusUpdate', () => {
  const key = encode('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
  it.each([
    [{ conditions: [condition('Failed')] }, ''],
    [
      { conditions: [condition('Approved')] },
      'status.conditions: Forbidden: updates may not add a condition of type "Approved"',
    ],
    [
      { certificate: key },
      'status.certificate: Invalid value: "<certificate data>": only CERTIFICATE PEM blocks are allowed, found "PRIVATE KEY"',
    ],
    [
      { certificate: encode('nonsense') },
      'status.certificate: Invalid value: "<certificate data>": must contain at least one CERTIFICATE PEM block',
    ],
  ])('%j → %s', (status, expected) => {
    expect(message(validateStatusUpdate(withStatus(status), withStatus({})))).toBe(expected);
  });
});
