/** A fenced code block of a Markdown text (CommonMark 4.5). */
export interface Fence {
  readonly offset: number;
  /** The words of the info string: `['sh', 'run']`. */
  readonly info: readonly string[];
  readonly closed: boolean;
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;

export function findFences(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { marker: string; offset: number; info: string[] } | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const [, marker = '', info = ''] = fenceLine.exec(line.trimEnd()) ?? [];
    if (open === undefined && marker !== '' && !(marker.startsWith('`') && info.includes('`'))) {
      open = {
        marker,
        offset,
        info: info
          .trim()
          .split(/\s+/)
          .filter((word) => word !== ''),
      };
    } else if (open !== undefined && marker.startsWith(open.marker) && info.trim() === '') {
      fences.push({ offset: open.offset, info: open.info, closed: true });
      open = undefined;
    }
    offset += line.length + 1;
  }
  if (open !== undefined) fences.push({ offset: open.offset, info: open.info, closed: false });
  return fences;
}
