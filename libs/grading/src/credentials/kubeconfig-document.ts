import { YamlSource } from '@drillyard/lab-spec';

/** A kubeconfig as client-go's `clientcmd/api/v1` has it, entries by name. */
export interface KubeconfigDocument {
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, KubeconfigEntry>;
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
}
/** The fields of an entry by their names in the file; learners write them, so nothing is certain. */
export type KubeconfigEntry = Readonly<Record<string, unknown>>;

/** Reads a kubeconfig; a text that is none is a mistake of the learner's, in words. */
export function readKubeconfigDocument(
  text: string,
): KubeconfigDocument | { readonly mistake: string } {
  const { data, problems } = YamlSource.read('kubeconfig', text);
  const [problem] = problems;
  if (problem !== undefined) return { mistake: `line ${problem.line}: ${problem.message}` };
  const config = toEntry(data);
  return {
    currentContext: textOf(config, 'current-context') ?? '',
    contexts: named(config['contexts'], 'context'),
    clusters: named(config['clusters'], 'cluster'),
    users: named(config['users'], 'user'),
  };
}

/** A field that is a text and says something. */
export function textOf(entry: KubeconfigEntry | undefined, field: string): string | undefined {
  const value = entry?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The first entry of a name counts, as for kubectl. */
function named(list: unknown, kind: string): Map<string, KubeconfigEntry> {
  const byName = new Map<string, KubeconfigEntry>();
  for (const item of Array.isArray(list) ? list.map(toEntry) : []) {
    const name = textOf(item, 'name');
    if (name !== undefined && !byName.has(name)) byName.set(name, toEntry(item[kind]));
  }
  return byName;
}

function toEntry(value: unknown): KubeconfigEntry {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as KubeconfigEntry) // a plain map, by the test above
    : {};
}
