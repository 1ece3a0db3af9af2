import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DescribeParameter } from '@drillyard/kube-schema';

const parameterPattern = /^ *\* @param _?(\w+) (.*)$/gm;

/**
 * Reads upstream's descriptions of parameters from the comments of the installed
 * `@kubernetes/client-node`, when the first is asked for. What operations describe differently, such
 * as `name` and `container`, has none.
 */
export function readParameterDescriptions(): DescribeParameter {
  let byName: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return (name) => {
    byName ??= readDescriptions();
    const [description, ...others] = byName.get(name) ?? [];
    return others.length === 0 ? description : undefined;
  };
}

/** All there are of each name: the operations of the core group have every parameter. */
function readDescriptions(): ReadonlyMap<string, ReadonlySet<string>> {
  const client = createRequire(import.meta.url).resolve('@kubernetes/client-node');
  const file = join(dirname(client), 'gen', 'apis', 'CoreV1Api.d.ts');
  const byName = new Map<string, Set<string>>();
  for (const [, name = '', text = ''] of readFileSync(file, 'utf8').matchAll(parameterPattern)) {
    const known = byName.get(name) ?? new Set();
    byName.set(name, known.add(unescapeComment(text)));
  }
  return byName;
}

/** The generator escapes for HTML, quotes once more, and makes a blank line two spaces. */
function unescapeComment(text: string): string {
  return text
    .replace(/&#(x[0-9A-F]+|\d+);/gi, (_entity, code: string) =>
      String.fromCodePoint(Number(code.startsWith('x') ? `0${code}` : code)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\\(['"\\])/g, '$1')
    .replace(/(?<=\S) {2}(?=\S)/g, '\n\n');
}
