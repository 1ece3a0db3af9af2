import { capabilities } from './capabilities.rule.js';
import { checks } from './checks.rule.js';
import { files } from './files.rule.js';
import { folder } from './folder.rule.js';
import { manifests } from './manifests.rule.js';
import { markdown } from './markdown.rule.js';
import { oneKind } from './one-kind.rule.js';
import { points } from './points.rule.js';
import { proof } from './proof.rule.js';
import type { Rule } from './rule.js';
import { templates } from './templates.rule.js';
import { translations } from './translations.rule.js';
import { uniqueNames } from './unique-names.rule.js';

/** Everything that is held of a lab beyond its schema. Order does not matter. */
export const rules: readonly Rule[] = [
  folder,
  uniqueNames,
  oneKind,
  checks,
  files,
  templates,
  manifests,
  markdown,
  translations,
  points,
  proof,
  capabilities,
];
