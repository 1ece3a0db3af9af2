import type { ImportNote } from '../import-report.js';
import { inlineHtml } from './inline-html.js';

export interface ConvertedMarkdown {
  readonly markdown: string;
  /** What stood folded away: tips and solutions, in order, without their headings. */
  readonly folded: readonly { readonly summary: string; readonly text: string }[];
  readonly notes: readonly ImportNote[];
}

/** Longer pages are cut, and the report says so: a page is read by people. */
const pageLengthMax = 100_000;

/** Killercoda's Markdown as ours: marks after code become buttons, folded blocks become hints. */
export function convertMarkdown(source: string, place: string): ConvertedMarkdown {
  const notes: ImportNote[] = [];
  if (source.length > pageLengthMax) {
    notes.push({ kind: 'by-hand', place, message: 'the page is too long and was cut' });
  }
  const text = source.slice(0, pageLengthMax).replaceAll('\r\n', '\n');
  const { rest, folded } = unfold(text);
  const marked = convertMarks(rest, place, notes);
  for (const [pattern, message] of foreign) {
    for (const match of marked.matchAll(pattern)) {
      const line = marked.slice(0, match.index).split('\n').length;
      notes.push({ kind: 'by-hand', place: `${place}:${line}`, message: message(match[0]) });
    }
  }
  return { markdown: `${escapeTemplates(marked).trim()}\n`, folded: folded.map(plain), notes };

  function plain({ summary, text: inner }: { summary: string; text: string }) {
    const converted = convertMarks(inner, place, []);
    return { summary, text: escapeTemplates(converted).trim() };
  }
}

/** Constructs that have no counterpart; what they are is quoted. */
const foreign: [RegExp, (found: string) => string][] = [
  [
    /\{\{TRAFFIC[A-Z0-9_]*\}\}|\[\[[A-Z0-9_]*(?:HOST|TRAFFIC)[^\]\n]*\]\]/g,
    (found) => `${found} opens a port of a machine in the browser; there is no such address here`,
  ],
  [/!\[[^\]\n]*\]\([^)\n]*\)/g, (found) => `the picture ${found} is not carried over`],
  [
    // Real elements only: `<pod>` and `<none>` are words of Kubernetes.
    /<(?:a|audio|button|font|form|hr|iframe|img|input|object|pre|s|script|span|style|su[bp]|svg|table|t[dhr]|u|video)(?:\s[^>\n]{0,500})?\/?>/gi,
    (found) => `HTML is shown as text: ${found.slice(0, 60)}`,
  ],
];

interface Folded {
  readonly summary: string;
  readonly text: string;
}

/** Takes out `<details>` blocks, which learners open for a tip or the solution. */
function unfold(text: string): { rest: string; folded: Folded[] } {
  const folded: Folded[] = [];
  let rest = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('<details', from);
    const end = start < 0 ? -1 : text.indexOf('</details>', start);
    if (end < 0) return { rest: rest + text.slice(from), folded };
    const block = text.slice(text.indexOf('>', start) + 1, end);
    const [, summary = ''] = /<summary>([\s\S]{0,500}?)<\/summary>/.exec(block) ?? [];
    const body = block
      .replace(/<summary>[\s\S]{0,500}?<\/summary>/, '')
      .replaceAll(/<br\s*\/?>/g, '');
    folded.push({ summary: summary.replaceAll(/<[^>]*>/g, '').trim(), text: body.trim() });
    rest += text.slice(from, start);
    from = end + '</details>'.length;
  }
}

/** `{{exec}}`, `{{copy}}` and their older spellings, after inline code and after fences. */
function convertMarks(text: string, place: string, notes: ImportNote[]): string {
  const lines: string[] = [];
  const source = text.split('\n');
  let fence: { opening: number; ticks: string } | undefined;
  for (const [index, line] of source.entries()) {
    const [, indent = '', ticks, info = ''] = /^(\s{0,8})(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === undefined && ticks !== undefined) {
      fence = { opening: lines.length, ticks };
      lines.push(`${indent}${ticks}${languageOf(info)}`);
    } else if (fence && ticks?.startsWith(fence.ticks)) {
      const action = actionOf(info, `${place}:${index + 1}`, notes);
      if (action !== undefined) {
        const opening = lines[fence.opening] ?? '';
        lines[fence.opening] = `${/^(\s*[`~]+)/.exec(opening)?.[1] ?? '```'}sh ${action}`;
      }
      lines.push(`${indent}${fence.ticks}`);
      fence = undefined;
    } else {
      const at = `${place}:${index + 1}`;
      lines.push(fence === undefined ? inlineMarks(inlineHtml(line), at, notes) : line);
    }
  }
  if (fence !== undefined) {
    lines.push(fence.ticks);
    notes.push({ kind: 'changed', place, message: 'a code block was never closed; it is now' });
  }
  return lines.join('\n');
}

/** Only the first word of the info string: our own words after it would be buttons. */
function languageOf(info: string): string {
  const [language = ''] = info.trim().split(/\s+/);
  return /^[A-Za-z0-9+#_-]*$/.test(language) ? language : '';
}

const mark = /`([^`\n]+)`\s?\{\{([^}\n]*)\}\}/g;

/** A command in the middle of a line gets a block of its own where the line is nothing else. */
function inlineMarks(line: string, place: string, notes: ImportNote[]): string {
  return line.replace(mark, (whole, code: string, words: string) => {
    const action = actionOf(`{{${words}}}`, place, notes);
    if (action === undefined) return whole;
    return line.trim() === whole.trim() ? `\n\`\`\`sh ${action}\n${code}\n\`\`\`\n` : `\`${code}\``;
  });
}

function actionOf(info: string, place: string, notes: ImportNote[]): 'run' | 'copy' | undefined {
  const [, words] = /\{\{([^}\n]*)\}\}/.exec(info) ?? [];
  if (words === undefined) return undefined;
  const [verb = '', ...rest] = words.trim().toLowerCase().split(/\s+/);
  if (verb !== 'exec' && verb !== 'execute' && verb !== 'copy') return undefined;
  if (rest.length > 0) {
    const message = `"${words.trim()}": here a command runs in the terminal in front, as if typed`;
    notes.push({ kind: 'changed', place, message });
  }
  return verb === 'copy' ? 'copy' : 'run';
}

/** What is left of double braces is text, such as a Go template for kubectl. */
export function escapeTemplates(text: string): string {
  return text.replaceAll(/\\?\{\{/g, (braces) =>
    braces.startsWith('\\') ? braces : `\\${braces}`,
  );
}
