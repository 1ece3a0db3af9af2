import { OpenApiFacts } from './open-api-facts.js';
import { writeResourceTable } from './resource-table.js';
import { readServedPackages } from './served-packages.js';
import { TypeTable } from './type-table.js';

export const tablesDirectory = new URL('../../libs/kube-schema/src/tables/', import.meta.url);

/** Types of requests and answers that belong to no resource. */
const metaTypes = [
  'APIGroup APIGroupList APIResourceList APIVersions Status WatchEvent Patch',
  'CreateOptions UpdateOptions PatchOptions DeleteOptions GetOptions ListOptions',
  'PartialObjectMetadata PartialObjectMetadataList',
].flatMap((line) => line.split(' '));

/** The tables as they follow from a Kubernetes source tree, by file name. */
export function deriveTables(source: string): Map<string, string> {
  const packages = readServedPackages(source);
  const facts = new OpenApiFacts(source);
  const types = new TypeTable(packages, facts).write(metaTypes);
  const scheme = `scheme ${facts.groupVersions().join(' ')}`;
  return new Map([
    ['resources.generated.ts', asModule('resourceTable', writeResourceTable(source, packages))],
    ['types.generated.ts', asModule('typeTable', `${scheme}\n${types}`)],
  ]);
}

function asModule(name: string, text: string): string {
  if (/[`\\]|\$\{/.test(text)) throw new Error(`${name} holds a character a template cannot`);
  return `// Made by scripts/update-kube-schema.ts; do not edit.\nexport const ${name} = \`\n${text}\n\`;\n`;
}
