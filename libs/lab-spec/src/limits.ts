/**
 * Bounds on what a lab may contain. Labs are uploaded by people: a bound keeps a hostile or
 * runaway file from costing more than reading it. Each is several times what a long lab needs.
 */
export const labLimits = {
  /** Files in a lab folder, assets not counted. */
  files: 300,
  /** Characters of one text file; Markdown and manifests are far below. */
  fileLength: 256 * 1024,
  /** Characters of all text files together. */
  totalLength: 4 * 1024 * 1024,
  /** YAML aliases resolved in one file: enough for anchors, too few for a "billion laughs". */
  yamlAliases: 100,
  /** Documents in one manifest. */
  manifestDocuments: 200,
  tasks: 40,
  checksPerTask: 30,
  hintsPerTask: 10,
  steps: 50,
  params: 30,
  variants: 40,
  mutants: 80,
  /** One line of text: a title, a name. */
  lineLength: 200,
  /** A paragraph: a hint, an explanation. */
  textLength: 4000,
  /** A CEL expression or a regular expression. */
  expressionLength: 2000,
  /** Problems reported for one lab; the rest is counted. */
  problems: 200,
} as const;
