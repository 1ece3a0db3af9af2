import { type CaseKind, mistakeOf, type ProofCase, type ProofReport } from './proof-report.js';

/** How one check did over all cases it was asked in. */
export interface CheckSoundness {
  readonly checkKey: string;
  /** Times it should have passed. */
  readonly right: number;
  /** Times it should have failed. */
  readonly wrong: number;
  readonly falseRejects: number;
  readonly falseAccepts: number;
}

export function soundnessOf(cases: readonly ProofCase[]): CheckSoundness[] {
  const table = new Map<string, { -readonly [K in keyof CheckSoundness]: CheckSoundness[K] }>();
  for (const { kind, judgements } of cases) {
    for (const judgement of judgements) {
      const { checkKey, expected } = judgement;
      const row = table.get(checkKey) ?? {
        checkKey,
        right: 0,
        wrong: 0,
        falseRejects: 0,
        falseAccepts: 0,
      };
      table.set(checkKey, row);
      if (expected === 'passes') row.right++;
      else row.wrong++;
      const mistake = mistakeOf(judgement, kind satisfies CaseKind);
      if (mistake === 'false reject') row.falseRejects++;
      if (mistake === 'false accept') row.falseAccepts++;
    }
  }
  return [...table.values()];
}

/** How all checks of each lab did together, by the name of the lab. */
export function soundnessOfLabs(reports: readonly ProofReport[]): CheckSoundness[] {
  return reports.map(({ labName, cases }) => {
    const rows = soundnessOf(cases);
    const total = (column: Count) => rows.reduce((sum, row) => sum + row[column], 0);
    const [right, wrong] = [total('right'), total('wrong')];
    const [falseRejects, falseAccepts] = [total('falseRejects'), total('falseAccepts')];
    return { checkKey: labName, right, wrong, falseRejects, falseAccepts };
  });
}
type Count = Exclude<keyof CheckSoundness, 'checkKey'>;

/** The table as lines of text; its rows are checks, or what `of` says. */
export function formatSoundness(rows: readonly CheckSoundness[], of = 'check'): string[] {
  const cells = [
    [of, 'right answers', 'false rejects', 'wrong answers', 'false accepts'],
    ...rows.map((row) =>
      [row.checkKey, row.right, row.falseRejects, row.wrong, row.falseAccepts].map(String),
    ),
    [
      'all',
      ...(['right', 'falseRejects', 'wrong', 'falseAccepts'] as const).map((column) =>
        String(rows.reduce((sum, row) => sum + row[column], 0)),
      ),
    ],
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
