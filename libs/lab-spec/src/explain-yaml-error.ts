import type { YAMLError } from 'yaml';

/** What is wrong with the syntax, and the next step, in words an author understands. */
export function explainYamlError({ code, message }: YAMLError): { message: string; next: string } {
  return { message: messages[code] ?? message, next: nextSteps[code] ?? 'correct the YAML here' };
}

/** Where the parser speaks of itself rather than of the file. */
const messages: Partial<Record<YAMLError['code'], string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'what follows is indented as if it belonged to this value',
  MULTIPLE_DOCS: 'the file holds more than one YAML document',
  NON_STRING_KEY: 'this is read as a map, not as a text',
};

const nextSteps: Partial<Record<YAMLError['code'], string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'give the next line the indentation of its neighbours',
  DUPLICATE_KEY: 'keep one of the two',
  MULTIPLE_DOCS: 'keep one: remove the line of ---',
  NON_STRING_KEY: 'put quotes around a template: "{{ params.name }}"',
  TAB_AS_INDENT: 'indent with spaces',
  MULTILINE_IMPLICIT_KEY: 'write `key: value`: a colon is missing, or the indentation is not right',
  BAD_INDENT: 'give it the indentation of its neighbours',
  MISSING_CHAR: 'add it: a colon, or what closes a quote or a bracket, here or further up',
};
