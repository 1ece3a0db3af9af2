import { atLeastOne, type CheckMistakes, exactlyOne } from './check-mistakes.js';

const sources = ['file', 'secret', 'csr', 'kubeconfig', 'endpoint'];
const questions = [
  ...['commonName', 'organizations', 'dnsNames', 'ipAddresses', 'usages'],
  ...['authority', 'issuedBy', 'key', 'lifetime', 'remaining', 'authenticatesAs'],
];

export const certificateMistakes: CheckMistakes = (spec) => [
  ...exactlyOne(spec, sources, 'the place of the certificate'),
  ...atLeastOne(spec, questions, 'certificate'),
  ...(spec['authenticatesAs'] !== undefined &&
  spec['key'] === undefined &&
  spec['kubeconfig'] === undefined
    ? [
        {
          path: ['authenticatesAs'],
          message: 'a certificate proves nothing without its key',
          next: 'add `key`, the file of its private key',
        },
      ]
    : []),
];
