import { describeCase, mistakeOf, type ProofCase, type ProofReport } from './proof-report.js';

/** The reports as JUnit XML, one suite per lab, one test per case and check. */
export function toJunit(reports: readonly ProofReport[]): string {
  const suites = reports.map(suite).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}</testsuites>\n`;
}

function suite({ labName, cases }: ProofReport): string {
  const tests = cases.flatMap((proofCase) => testsOf(labName, proofCase));
  const failures = tests.filter((test) => test.includes('<failure')).length;
  const seconds = cases.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  return `<testsuite name="${escapeXml(labName)}" tests="${tests.length}" failures="${failures}" time="${seconds.toFixed(3)}">\n${tests.join('')}</testsuite>\n`;
}

function testsOf(labName: string, proofCase: ProofCase): string[] {
  const title = `${describeCase(proofCase)} (seed ${proofCase.seed})`;
  if (proofCase.error !== undefined)
    return [test(labName, title, 'could not be carried out', proofCase.error)];
  return proofCase.judgements.map((judgement) => {
    const { checkKey, expected, outcome } = judgement;
    const mistake = mistakeOf(judgement, proofCase.kind);
    return test(
      labName,
      `${title}: ${checkKey} ${expected}`,
      mistake,
      JSON.stringify(outcome, null, 2),
    );
  });
}

function test(
  className: string,
  name: string,
  failure: string | undefined,
  detail: string,
): string {
  const start = `<testcase classname="${escapeXml(className)}" name="${escapeXml(name)}"`;
  if (failure === undefined) return `${start}/>\n`;
  return `${start}><failure message="${escapeXml(failure)}">${escapeXml(detail)}</failure></testcase>\n`;
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '<': '&lt;',
    '>': '&gt;',
    '&': '&amp;',
    '"': '&quot;',
  };
  return (
    text
      .replace(/[<>&"]/g, (character) => entities[character] ?? '')
      // XML 1.0 has no way to write control characters.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  );
}
