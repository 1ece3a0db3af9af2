import { fieldsOf } from '../outline.js';
import { type CheckKind, checkKindSchemas, checkKinds } from '../schema/check.schema.js';
import { accessMistakes } from './check-kinds/access.mistakes.js';
import { admissionMistakes } from './check-kinds/admission.mistakes.js';
import { answerMistakes } from './check-kinds/answer.mistakes.js';
import { apiserverMistakes } from './check-kinds/apiserver.mistakes.js';
import { authorizerMistakes } from './check-kinds/authorizer.mistakes.js';
import { certificateMistakes } from './check-kinds/certificate.mistakes.js';
import type { CheckMistakes } from './check-kinds/check-mistakes.js';
import { connectivityMistakes } from './check-kinds/connectivity.mistakes.js';
import { csrMistakes } from './check-kinds/csr.mistakes.js';
import { execMistakes } from './check-kinds/exec.mistakes.js';
import { fileMistakes } from './check-kinds/file.mistakes.js';
import { kubeconfigMistakes } from './check-kinds/kubeconfig.mistakes.js';
import { podSecurityMistakes } from './check-kinds/pod-security.mistakes.js';
import { resourceMistakes } from './check-kinds/resource.mistakes.js';
import { tokenMistakes } from './check-kinds/token.mistakes.js';
import type { RuleContext } from './rule.js';

/** What the fields of one check must be together, and what its expressions mean. */
export function checks(context: RuleContext): void {
  for (const check of context.outline.tasks.flatMap((task) => task.checks)) {
    for (const kind of checkKinds) {
      const spec = check.fields[kind];
      if (spec === undefined) continue;
      const read = checkKindSchemas[kind].safeParse(spec);
      const lint = read.success ? (context.options.lintCheck?.(kind, read.data) ?? []) : [];
      for (const { path, message, next } of [...mistakes[kind](fieldsOf(spec)), ...lint]) {
        context.error([...check.path, kind, ...path], message, next);
      }
    }
  }
}

const mistakes: Record<CheckKind, CheckMistakes> = {
  access: accessMistakes,
  resource: resourceMistakes,
  file: fileMistakes,
  answer: answerMistakes,
  certificate: certificateMistakes,
  csr: csrMistakes,
  kubeconfig: kubeconfigMistakes,
  token: tokenMistakes,
  admission: admissionMistakes,
  podSecurity: podSecurityMistakes,
  authorizer: authorizerMistakes,
  apiserver: apiserverMistakes,
  exec: execMistakes,
  script: () => [],
  connectivity: connectivityMistakes,
};
