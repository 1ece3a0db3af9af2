import { describeCase, isSoundCase, mistakeOf, type ProofCase } from '@drillyard/lab-runner';

/** One line for a case that is sound; what each check said wrongly for one that is not. */
export function describeProofCase(proofCase: ProofCase): string {
  const mark = isSoundCase(proofCase) ? 'ok  ' : 'FAIL';
  const took = `${(proofCase.durationMs / 1000).toFixed(2)} s`;
  const head = `  ${mark} ${describeCase(proofCase)} (seed ${proofCase.seed}, ${took})\n`;
  if (proofCase.error !== undefined) {
    return `${head}       could not be carried out: ${indent(proofCase.error)}\n`;
  }
  return head + proofCase.judgements.map((judgement) => describe(judgement, proofCase)).join('');
}

function describe(judgement: ProofCase['judgements'][number], { kind }: ProofCase): string {
  const mistake = mistakeOf(judgement, kind);
  if (mistake === undefined) return '';
  const { outcome } = judgement;
  const lines = [`${mistake} by "${judgement.checkKey}"`];
  if (outcome.status === 'passed') lines.push('it passed');
  if (outcome.status === 'inconclusive') lines.push(`inconclusive: ${outcome.why}`);
  if (outcome.status === 'failed') {
    lines.push(outcome.reason);
    if (outcome.expected !== undefined) lines.push(`expected: ${outcome.expected}`);
    if (outcome.actual !== undefined) lines.push(`actual:   ${outcome.actual}`);
    for (const { object, fieldPath, message } of outcome.evidence) {
      lines.push(`${object}${fieldPath === undefined ? '' : ` ${fieldPath}`}: ${message}`);
    }
  }
  return lines.map((line, index) => `       ${index === 0 ? '' : '  '}${indent(line)}\n`).join('');
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n         ');
}
