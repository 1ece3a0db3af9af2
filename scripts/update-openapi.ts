/** Writes docs/openapi.json and the types of the web app's client. */
import { writeFileSync } from 'node:fs';
import { generateOpenApiFiles } from './openapi-files.js';

for (const { path, content } of await generateOpenApiFiles()) writeFileSync(path, content);
