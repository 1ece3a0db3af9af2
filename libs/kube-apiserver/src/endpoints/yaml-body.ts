import { findDeepYamlNesting } from '@drillyard/kube-objects';

/** A body that is no YAML. */
export class YamlSyntaxError extends Error {}

/** Aliases may repeat what they name; more repetitions than this are an attack, not a manifest. */
const aliasCountMax = 100;

/**
 * The JSON of a YAML document, as sigs.k8s.io/yaml makes it. Loads the parser when first used, and
 * keeps from it what is nested beyond `yamlNestingLimits`: it would take minutes or the process.
 */
export async function parseYaml(body: Buffer): Promise<string> {
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
  const [mistake] = document.errors;
  if (mistake !== undefined) throw new YamlSyntaxError(`yaml: ${mistake.message}`);
  try {
    return JSON.stringify(document.toJS({ maxAliasCount: aliasCountMax }) ?? null);
  } catch (error) {
    throw new YamlSyntaxError(`yaml: ${error instanceof Error ? error.message : String(error)}`);
  }
}
