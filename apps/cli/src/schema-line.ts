import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first line of a lab.yaml in this folder: it tells editors where the schema is. */
export function schemaLine(folder: string): string {
  return `# yaml-language-server: $schema=${schemaSeenFrom(folder)}\n`;
}

/** Beside the lab where it is written in this checkout; else wherever this program is. */
function schemaSeenFrom(folder: string): string {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const schema = join(root, 'docs', 'schema', 'lab.schema.json');
  return folder.startsWith(root) ? relative(folder, schema) : schema;
}
