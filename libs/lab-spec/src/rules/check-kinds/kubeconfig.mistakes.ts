import { atLeastOne, type CheckMistakes } from './check-mistakes.js';

const questions = ['currentContext', 'contexts', 'clusters', 'users', 'authenticatesAs'];

export const kubeconfigMistakes: CheckMistakes = (spec) =>
  atLeastOne(spec, questions, 'kubeconfig');
