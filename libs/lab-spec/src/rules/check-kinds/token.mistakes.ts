import { type CheckMistakes, exactlyOne } from './check-mistakes.js';

export const tokenMistakes: CheckMistakes = (spec) => [
  ...exactlyOne(spec, ['file', 'secret', 'kubeconfig'], 'the place of the token'),
  ...(spec['lifetime'] !== undefined && spec['expires'] === false
    ? [
        {
          path: ['lifetime'],
          message: 'a token that does not expire has no lifetime',
          next: 'keep one of `expires: false` and `lifetime`',
        },
      ]
    : []),
];
