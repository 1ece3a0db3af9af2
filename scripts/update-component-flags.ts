/**
 * Derives the flags of the control plane's programs from the programs themselves:
 *
 *     npx tsx scripts/update-component-flags.ts --programs <folder>
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deriveFlags, flagsFile } from './component-flags/derive-flags.js';

const { values } = parseArgs({
  options: { programs: { type: 'string' }, source: { type: 'string' } },
});
if (values.programs === undefined) {
  console.log('skipped: flags of the control plane (name a folder of programs with --programs)');
  process.exit(0);
}
const text = deriveFlags(values.programs);
writeFileSync(flagsFile, text);
console.log(`${flagsFile.pathname}: ${text.length} bytes`);
