/** One thing an import found: mapped as it was, changed in meaning, or left for a hand. */
export interface ImportNote {
  readonly kind: 'mapped' | 'changed' | 'by-hand';
  /** The file and the field or line it is about, such as `step1.md:12`. */
  readonly place: string;
  readonly message: string;
}

/** The report as Markdown, what needs a hand first. */
export function formatImportReport(title: string, notes: readonly ImportNote[]): string {
  const sections: [ImportNote['kind'], string][] = [
    ['by-hand', 'Needs your hand'],
    ['changed', 'Works differently here'],
    ['mapped', 'Carried over'],
  ];
  const parts = sections.flatMap(([kind, heading]) => {
    const lines = notes
      .filter((note) => note.kind === kind)
      .map(({ place, message }) => `- \`${place}\`: ${message}`);
    return lines.length === 0 ? [] : [`## ${heading}\n\n${lines.join('\n')}\n`];
  });
  return `# Import of "${title}"\n\n${parts.join('\n')}`;
}
