/** docs/openapi.json and the types of the web app's client must be what the API says today. */
import { readFileSync } from 'node:fs';
import { generateOpenApiFiles } from './openapi-files.js';

for (const { path, content } of await generateOpenApiFiles()) {
  if (readFileSync(path, 'utf8') === content) continue;
  process.stderr.write(`${path} is out of date; run: npm run update\n`);
  process.exitCode = 1;
}
