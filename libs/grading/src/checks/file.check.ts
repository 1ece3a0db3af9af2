/**
 * `file`: a file of the learner's workstation, or of the control plane's node.
 *
 * Holds when the file is there (or, with `absent`, is not) and all that is asked of it is so:
 * permission bits, owner, text it has and lacks, regular expressions (RE2, `^` and `$` at every
 * line), and a part of it as JSON or YAML. A file longer than {@link fileBytesMax} is judged by
 * its beginning for text that must be there, and not at all for what must not.
 */
import { asList, type FileSpec, YamlSource } from '@drillyard/lab-spec';
import type { GradedFile } from '../check-context.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, inconclusive, passed } from '../check-outcome.js';
import { Pattern, patternMistake } from '../expressions/pattern.js';
import { filesAt, filesDependency } from '../files-at.js';
import { findMismatches, show } from '../resource/partial-match.js';

/** Longer than anything a task asks to be written by hand. */
const fileBytesMax = 1024 * 1024;
/** Enough of an unexpected file to recognise it. */
const shownLengthMax = 300;

export const fileCheck: CheckEvaluator<'file'> = {
  kind: 'file',

  async evaluate({ spec }, context) {
    const files = filesAt(spec.on, context);
    if ('status' in files) return files;
    const file = await files.read(spec.path, fileBytesMax);
    if (spec.absent) {
      return file === undefined
        ? passed
        : failed(`The file ${spec.path} is still there.`, {
            expected: 'no such file',
            actual: 'it is there',
          });
    }
    if (file === undefined) {
      return failed(`There is no file ${spec.path} yet.`, {
        expected: `a file ${spec.path}`,
        actual: 'none',
      });
    }
    return attributesOutcome(spec, file) ?? contentOutcome(spec, file) ?? passed;
  },

  dependencies: ({ on, path }) => filesDependency(on, [path]),

  lint: (spec) =>
    asList(spec.matches).flatMap((source, index) => {
      const mistake = patternMistake(source);
      if (mistake === undefined) return [];
      const path = Array.isArray(spec.matches) ? ['matches', index] : ['matches'];
      return [
        {
          path,
          message: `the regular expression is not valid (${mistake})`,
          next: 'correct it: the syntax is RE2',
        },
      ];
    }),
};

function attributesOutcome(spec: FileSpec, file: GradedFile): CheckOutcome | undefined {
  if (spec.mode !== undefined && file.mode !== Number.parseInt(spec.mode, 8)) {
    return failed(`The permissions of ${spec.path} are not right.`, {
      expected: spec.mode.padStart(4, '0'),
      actual: file.mode.toString(8).padStart(4, '0'),
    });
  }
  if (spec.owner !== undefined && file.owner !== spec.owner) {
    return failed(`${spec.path} belongs to someone else.`, {
      expected: spec.owner,
      actual: file.owner,
    });
  }
  return undefined;
}

function contentOutcome(spec: FileSpec, file: GradedFile): CheckOutcome | undefined {
  const text = new TextDecoder().decode(file.content);
  const actual = excerpt(text);
  for (const wanted of asList(spec.contains)) {
    if (!text.includes(wanted)) {
      return failed(`${spec.path} does not contain what it should.`, {
        expected: `the text ${show(wanted)}`,
        actual,
      });
    }
  }
  for (const source of asList(spec.matches)) {
    if (!new Pattern(source).isFoundIn(text)) {
      return failed(`${spec.path} does not contain what it should.`, {
        expected: `text that matches ${source}`,
        actual,
      });
    }
  }
  for (const unwanted of asList(spec.lacks)) {
    if (text.includes(unwanted)) {
      return failed(`${spec.path} contains something it should not.`, {
        expected: `not the text ${show(unwanted)}`,
        actual,
      });
    }
  }
  const needsAll = spec.lacks !== undefined || spec.json !== undefined || spec.yaml !== undefined;
  if (file.truncated && needsAll) return inconclusive(`${spec.path} is too long to be read whole.`);
  return dataOutcome(spec, text);
}

function dataOutcome(spec: FileSpec, text: string): CheckOutcome | undefined {
  for (const format of ['json', 'yaml'] as const) {
    const expected = spec[format];
    if (expected === undefined) continue;
    const read = format === 'json' ? readJson(text) : readYaml(text);
    if ('mistake' in read) {
      return failed(`${spec.path} is not ${format.toUpperCase()}.`, {
        expected: format.toUpperCase(),
        actual: read.mistake,
      });
    }
    const [mismatch] = findMismatches(expected, read.data);
    if (mismatch !== undefined) {
      return failed(`${spec.path} says something else.`, {
        expected: mismatch.expected,
        actual: mismatch.actual,
        evidence: [{ object: spec.path, fieldPath: mismatch.fieldPath, message: mismatch.actual }],
      });
    }
  }
  return undefined;
}

type Read = { readonly data: unknown } | { readonly mistake: string };

function readJson(text: string): Read {
  try {
    return { data: JSON.parse(text) };
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
}

function readYaml(text: string): Read {
  const { data, problems } = YamlSource.read('file', text);
  const [problem] = problems;
  if (problem === undefined) return { data };
  return { mistake: `line ${problem.line}, column ${problem.column}: ${problem.message}` };
}

function excerpt(text: string): string {
  if (text === '') return 'an empty file';
  return text.length > shownLengthMax ? `${text.slice(0, shownLengthMax)}…` : text;
}
