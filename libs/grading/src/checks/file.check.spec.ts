import type { FileSpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { FakeFiles } from '../testing/fake-files.js';
import { fileCheck } from './file.check.js';

async function judge(spec: Partial<FileSpec>, files = new FakeFiles()) {
  const check = checkOf('file', { on: 'workstation', path: '~/x', ...spec });
  return fileCheck.evaluate(check, contextOf({ files }));
}
function fileWith(content: string, attributes = {}) {
  const files = new FakeFiles();
  files.set('~/x', content, attributes);
  return files;
}

describe('fileCheck', () => {
  it.each<[string, Partial<FileSpec>, string]>([
    ['is there', {}, ''],
    ['has a text', { contains: 'pods' }, 'get pods\n'],
    ['has several texts', { contains: ['a', 'c'] }, 'abc'],
    ['matches at a line', { matches: '^pods\\s' }, 'x\npods  y\n'],
    ['lacks a text', { lacks: '*.*' }, 'pods'],
    ['is JSON with a part', { json: { a: [1] } }, '{"a":[2,1],"b":0}'],
    [
      'is YAML with a part',
      { yaml: { contexts: [{ context: { namespace: 'x' } }] } },
      'contexts:\n- name: a\n  context: {namespace: x}\n',
    ],
    ['has a mode, written with or without a leading zero', { mode: '644' }, ''],
    ['has an owner', { owner: 'learner' }, ''],
  ])('passes when the file %s', async (_, spec, content) => {
    expect(await judge(spec, fileWith(content))).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<FileSpec>, string, RegExp]>([
    ['lacks the text', { contains: 'pods' }, 'nothing', /does not contain/],
    ['has one text of two', { contains: ['a', 'd'] }, 'abc', /does not contain/],
    ['matches in the middle of a line only', { matches: '^pods' }, 'get pods', /does not contain/],
    ['has what it should not', { lacks: '*.*' }, '*.* [*]', /something it should not/],
    ['is not JSON', { json: {} }, '{', /is not JSON/],
    ['is JSON with another value', { json: { a: 1 } }, '{"a":"1"}', /says something else/],
    ['is not YAML', { yaml: {} }, 'a: [', /is not YAML/],
    ['is a YAML bomb', { yaml: {} }, '- '.repeat(9000), /is not YAML/],
    ['has another mode', { mode: '0600' }, '', /permissions/],
    ['belongs to someone else', { owner: 'root' }, '', /someone else/],
    ['is there and should not be', { absent: true }, '', /still there/],
  ])('fails when the file %s', async (_, spec, content, reason) => {
    expect(await judge(spec, fileWith(content))).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('fails when there is no file, and passes when there should be none', async () => {
    expect(await judge({})).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/no file ~\/x yet/),
    });
    expect(await judge({ absent: true })).toEqual({ status: 'passed' });
  });

  it('looks at the node where it is told to, and says so where it cannot', async () => {
    const check = checkOf('file', { on: 'controlplane', path: '/etc/x', contains: 'a' });
    const files = new FakeFiles();
    files.set('/etc/x', 'b');
    const nodeFiles = new FakeFiles();
    nodeFiles.set('/etc/x', 'a');
    expect(await fileCheck.evaluate(check, contextOf({ files, nodeFiles }))).toEqual({
      status: 'passed',
    });
    expect(await fileCheck.evaluate(check, contextOf({ files }))).toMatchObject({
      status: 'inconclusive',
    });
    expect(fileCheck.dependencies(check.spec)).toEqual({ nodeFiles: ['/etc/x'] });
  });

  it('judges what must not be there only when it has seen all', async () => {
    const files = fileWith('start', { truncated: true });
    expect(await judge({ lacks: 'x' }, files)).toMatchObject({ status: 'inconclusive' });
    expect(await judge({ contains: 'start' }, files)).toEqual({ status: 'passed' });
  });

  it('matches in linear time, whatever the expression', async () => {
    const outcome = await judge({ matches: '^(a+)+$' }, fileWith(`${'a'.repeat(5000)}!`));
    expect(outcome.status).toBe('failed');
  });

  it('finds what is wrong with an expression before a learner does', () => {
    expect(fileCheck.lint?.({ on: 'workstation', path: 'x', matches: ['ok', '('] })).toMatchObject([
      { path: ['matches', 1], next: expect.stringContaining('RE2') },
    ]);
  });
});
