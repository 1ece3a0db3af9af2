import { isDNS1123Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import { goQuote } from '@drillyard/rbac';
import { type FieldError, invalidValue, required, tooLong } from '../field-error.js';

const domainLengthMax = 253;
const labelLengthMax = 63;

/** A domain and a path, such as `example.com/signer` (`pkg/apis/core/validation/names.go`). */
export function validateSignerName(field: string, signerName: string): FieldError[] {
  if (signerName === '') return [required(field)];
  const [domain = '', path = '', ...rest] = signerName.split('/');
  if (rest.length > 0 || !signerName.includes('/')) {
    const detail =
      "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return [invalidValue(field, signerName, detail)];
  }
  const errors: FieldError[] =
    domain.length > domainLengthMax ? [tooLong(field, domainLengthMax)] : [];
  const domainLabels = domain.split('.');
  errors.push(...firstInvalidLabel(field, domain, domainLabels, isDNS1123Label));
  if (domainLabels.length < 2) {
    const detail = 'should be a domain with at least two segments separated by dots';
    errors.push(invalidValue(field, domain, detail));
  }
  errors.push(...firstInvalidLabel(field, path, path.split('.'), isDNS1123Subdomain));
  // The path is the name of a namespaced object at most: a subdomain, a dot and a label.
  const pathLengthMax = domainLengthMax + labelLengthMax + 1;
  if (path.length > pathLengthMax) errors.push(tooLong(field, pathLengthMax));
  return errors;
}

/** Later labels would only repeat the message. */
function firstInvalidLabel(
  field: string,
  value: string,
  labels: readonly string[],
  validate: (label: string) => string[],
): FieldError[] {
  const label = labels.find((candidate) => validate(candidate).length > 0);
  if (label === undefined) return [];
  return validate(label).map((mistake) =>
    invalidValue(field, value, `validating label ${goQuote(label)}: ${mistake}`),
  );
}
