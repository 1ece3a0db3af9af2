import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseTranscript, type Step, type TranscriptPart } from './transcript.js';

/** One file below `suites/`: commands about one topic, in a namespace of its own. */
export interface Suite {
  /** Such as `rbac/escalation`. */
  readonly name: string;
  readonly file: string;
  /** The front matter as it stands, with its fences: recording keeps it. */
  readonly frontMatter: string;
  readonly settings: SuiteSettings;
  readonly parts: readonly TranscriptPart[];
}

/** The front matter of a suite; every field may be left out. */
export interface SuiteSettings {
  /** The oldest kubectl minor whose output is the recorded one, such as `1.32`. */
  readonly kubectl?: string;
  /** Objects outside the suite's namespace (`clusterrole/drill-x`), removed before and after. */
  readonly clusterObjects?: readonly string[];
}

const frontMatter = /^---\n([\s\S]*?)^---\n/m;
const fields = new Set(['kubectl', 'clusterObjects']);

/** The namespace of a suite: its file name, marked as ours so that no other is ever removed. */
export function suiteNamespace(suite: Suite): string {
  return `drill-${suite.name.slice(suite.name.indexOf('/') + 1)}`;
}

/** The commands of a suite in order. */
export function suiteSteps(suite: Suite): Step[] {
  return suite.parts.flatMap((part) => (part.kind === 'console' ? part.steps : []));
}

/**
 * Every suite below a folder, in order of name.
 *
 * @throws Error naming the file that cannot be read as a suite.
 */
export function readSuites(folder: string): Suite[] {
  const suites = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => readSuite(join(folder, path), path.slice(0, -'.md'.length)));
  const seen = new Map<string, Suite>();
  for (const suite of suites) {
    const namespace = suiteNamespace(suite);
    const other = seen.get(namespace);
    if (other)
      throw new Error(`${suite.file} and ${other.file} would share ${namespace}: rename one`);
    seen.set(namespace, suite);
  }
  return suites;
}

function readSuite(file: string, name: string): Suite {
  const text = readFileSync(file, 'utf8');
  try {
    const head = text.startsWith('---\n') ? frontMatter.exec(text) : null;
    return {
      name,
      file,
      frontMatter: head?.[0] ?? '',
      settings: readSettings(head?.[1]),
      parts: parseTranscript(text.slice(head?.[0].length ?? 0)),
    };
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function readSettings(yaml: string | undefined): SuiteSettings {
  const settings: unknown = yaml === undefined ? {} : (parse(yaml, { schema: 'failsafe' }) ?? {});
  if (typeof settings !== 'object' || settings === null) throw new Error('front matter is no map');
  const unknown = Object.keys(settings).find((field) => !fields.has(field));
  if (unknown) throw new Error(`front matter: "${unknown}" is none of ${[...fields].join(', ')}`);
  return settings;
}
