import type { Tags } from 'yaml';

/** The object in YAML as sigs.k8s.io/yaml writes it. Loads the writer when first used. */
export async function yamlAnswer(object: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(object, {
    aliasDuplicateObjects: false,
    sortMapEntries: true,
    lineWidth: 0,
    indentSeq: false,
    // Readers of YAML 1.1 take more texts for times and truth values than those of 1.2.
    version: '1.1',
    customTags: (tags) => tags.map(withoutLoneDot),
  });
}

const floatTag = 'tag:yaml.org,2002:float';

/** To the letter of YAML 1.1 a dot alone is a number; upstream leaves it without quotes. */
function withoutLoneDot(tag: Tags[number]): Tags[number] {
  if (typeof tag === 'string' || tag.tag !== floatTag) return tag;
  if (tag.test === undefined || !tag.test.test('.')) return tag;
  return { ...tag, test: new RegExp(`(?!^\\.$)${tag.test.source}`) };
}
