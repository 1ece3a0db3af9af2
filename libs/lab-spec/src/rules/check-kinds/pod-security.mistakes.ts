import { atLeastOne, type CheckMistakes } from './check-mistakes.js';

export const podSecurityMistakes: CheckMistakes = (spec) => {
  const nothing = atLeastOne(spec, ['meets', 'effective', 'enforces'], 'podSecurity');
  const { version } = spec;
  const isKnown = version === undefined || /^(latest|v1\.\d{1,3})$/.test(String(version));
  const wrong = {
    path: ['version'],
    message: `"${String(version)}" is no version of the Pod Security Standards`,
    next: 'write latest, or a minor version such as v1.34',
  };
  return isKnown ? nothing : [...nothing, wrong];
};
