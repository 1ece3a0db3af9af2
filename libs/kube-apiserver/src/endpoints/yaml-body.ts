import { findDeepYamlNesting } from '@drillyard/kube-objects';

/** A body that is no YAML. */
export class YamlSyntaxError extends Error {}

/** Aliases may repeat what they name; more repetitions than this are an attack, not a manifest. */
const aliasCountMax = 100;

export interface YamlBody {
  readonly json: string;
  /** Keys that occur again in a map, in upstream's words; the last value stands. */
  readonly duplicates: readonly string[];
}

/** Keys that occur again, as the one mistake they are to a strict parser. */
export function duplicatesMistake(duplicates: readonly string[]): string {
  return `yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`;
}

/**
 * The JSON of a YAML document, as sigs.k8s.io/yaml makes it. Loads the parser when first used, and
 * keeps from it what is nested beyond `yamlNestingLimits`: it would take minutes or the process.
 */
export async function readYaml(body: Buffer): Promise<YamlBody> {
  const text = body.toString('utf8');
  const deepLine = findDeepYamlNesting(text);
  if (deepLine !== undefined) {
    throw new YamlSyntaxError(`yaml: line ${deepLine}: exceeded max depth`);
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, {
    // Upstream's parser speaks YAML 1.1 (`yes` is true), but leaves dates as they are written.
    version: '1.1',
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'),
    prettyErrors: false,
  });
  const mistake = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (mistake !== undefined) throw new YamlSyntaxError(`yaml: ${mistake.message}`);
  try {
    const json = JSON.stringify(document.toJS({ maxAliasCount: aliasCountMax }) ?? null);
    return { json, duplicates: document.errors.map(({ pos }) => alreadySet(text, pos[0])) };
  } catch (error) {
    throw new YamlSyntaxError(`yaml: ${aliasMistake(error)}`);
  }
}

function alreadySet(text: string, position: number): string {
  const line = text.slice(0, position).split('\n').length;
  const [key = ''] = /^(?:"[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(text.slice(position)) ?? [];
  return `line ${line}: key ${JSON.stringify(key.replaceAll(/^["']|["']$/g, '').trim())} already set in map`;
}

/** All that can still be wrong with a document that was parsed, in the words of upstream's parser. */
function aliasMistake(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, unresolved] = /^Unresolved alias .*: (.*)$/.exec(message) ?? [];
  if (unresolved !== undefined) return `unknown anchor '${unresolved}' referenced`;
  return message.startsWith('Excessive alias') ? 'document contains excessive aliasing' : message;
}
