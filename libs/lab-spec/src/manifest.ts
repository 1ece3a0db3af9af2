import type { KubeObject } from '@drillyard/kube-objects';
import { LineCounter, parseAllDocuments } from 'yaml';
import { findDeepNesting } from './deep-nesting.js';
import { explainYamlError } from './explain-yaml-error.js';
import { labLimits } from './limits.js';
import { fieldsOf, items } from './outline.js';
import type { LabProblem } from './problem.js';

export interface Manifest {
  readonly objects: readonly KubeObject[];
  readonly problems: readonly LabProblem[];
}

/**
 * Reads the YAML documents of a manifest as kubectl does: YAML 1.1 words (`yes`, `on`), empty
 * documents skipped, the items of a `kind: List` taken out.
 */
export function readManifest(file: string, text: string): Manifest {
  const nesting = findDeepNesting(text);
  if (nesting !== undefined) return { objects: [], problems: [{ file, ...nesting }] };
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.1',
    merge: true,
  });
  const objects: KubeObject[] = [];
  const problems: LabProblem[] = [];
  const report = (offset: number, message: string, next: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({
      severity: 'error',
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      message,
      next,
    });
  };
  if (documents.length > labLimits.manifestDocuments) {
    report(
      0,
      `${documents.length} documents in one manifest`,
      `split it: at most ${labLimits.manifestDocuments}`,
    );
    return { objects, problems };
  }
  for (const document of documents) {
    for (const error of document.errors) {
      const { message, next } = explainYamlError(error);
      report(error.pos[0], message, next);
    }
    if (document.errors.length > 0) continue;
    const start = document.contents?.range?.[0] ?? 0;
    try {
      const data: unknown = document.toJS({ maxAliasCount: labLimits.yamlAliases });
      if (data === null) continue;
      const missing = missingFields(data);
      if (missing === undefined) objects.push(...unpackList(data));
      else
        report(
          start,
          `the document has no ${missing}`,
          'give every object apiVersion, kind and metadata.name',
        );
    } catch (error) {
      report(
        start,
        `the YAML cannot be read (${error instanceof Error ? error.message : error})`,
        'write the values out instead of using aliases',
      );
    }
  }
  return { objects, problems };
}

function missingFields(data: unknown): string | undefined {
  const object = fieldsOf(data);
  for (const field of ['apiVersion', 'kind']) {
    if (typeof object[field] !== 'string' || object[field] === '') return field;
  }
  if (object['kind'] === 'List') {
    return items(object['items'])
      .map(missingFields)
      .find((field) => field !== undefined);
  }
  const metadata = fieldsOf(object['metadata']);
  if (typeof metadata['name'] === 'string' || typeof metadata['generateName'] === 'string')
    return undefined;
  return 'metadata.name';
}

function unpackList(data: unknown): KubeObject[] {
  const object = data as KubeObject; // missingFields found its type and name
  if (object.kind !== 'List') return [object];
  return items(object['items']).flatMap(unpackList);
}
