import { type CheckMistakes, exactlyOne } from './check-mistakes.js';

/** What only the object of the cluster has, not what is in a file. */
const ofTheObject = ['absent', 'state', 'signer', 'requester', 'usages', 'lifetime'];

export const csrMistakes: CheckMistakes = (spec) => {
  const wrong = exactlyOne(spec, ['name', 'file'], 'the place of the request');
  if (wrong.length > 0) return wrong;
  if (spec['file'] !== undefined) {
    return ofTheObject
      .filter((field) => spec[field] !== undefined)
      .map((field) => ({
        path: [field],
        message: `a request that is still a file has no ${field}`,
        next: 'give the `name` of the CertificateSigningRequest in place of `file`',
      }));
  }
  if (spec['state'] === undefined || spec['absent'] === undefined) return [];
  return exactlyOne(spec, ['state', 'absent'], 'the fate of the request');
};
