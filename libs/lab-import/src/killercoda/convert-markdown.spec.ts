import { describe, expect, it } from 'vitest';
import { convertMarkdown } from './convert-markdown.js';

describe('convertMarkdown', () => {
  it.each<[string, string, string]>([
    ['a fence that runs', '```\nls\n```{{exec}}', '```sh run\nls\n```\n'],
    ['a fence of a language', '```bash\nls\n```{{execute}}', '```sh run\nls\n```\n'],
    ['a fence to be copied', '```\nls\n```{{copy}}', '```sh copy\nls\n```\n'],
    ['a fence that is only read', '```yaml\na: 1\n```', '```yaml\na: 1\n```\n'],
    ['a command on its own line', '`ls -l`{{exec}}', '```sh run\nls -l\n```\n'],
    ['a command within a sentence', 'Run `ls`{{exec}} now', 'Run `ls` now\n'],
    ['words after the language', '```bash title=x\nls\n```', '```bash\nls\n```\n'],
    ['a Go template', "`-o go-template='{{.kind}}'`", "`-o go-template='\\{{.kind}}'`\n"],
    ['a line that is a break', 'a\n<br>\nb', 'a\n\nb\n'],
    ['a break within a line', 'a<br/>b<br>', 'a  \nb\n'],
    ['emphasis', '<b>Note</b>: <i>all</i> <code>ls</code>', '**Note**: *all* `ls`\n'],
    [
      'a heading and a link',
      '<h1>To do</h1>\n<a href="https://a.b">it</a>',
      '### To do\n[it](https://a.b)\n',
    ],
    ['a list', '<ul><li>one</li></ul>', '- one\n'],
    ['HTML in code', '`<b>` and\n```\n<br>\n```', '`<b>` and\n```\n<br>\n```\n'],
    ['names in angle brackets', 'delete <pod> now', 'delete <pod> now\n'],
    ['Windows line ends', 'a\r\nb', 'a\nb\n'],
    ['a fence that is never closed', '```\nls', '```\nls\n```\n'],
  ])('converts %s', (_, source, markdown) => {
    expect(convertMarkdown(source, 'a.md').markdown).toBe(markdown);
  });

  it('takes out what is folded away', () => {
    const source = 'Do it.\n<details><summary>Tip</summary>\nTry `ls`{{exec}}.\n</details>\nDone.';
    const { markdown, folded } = convertMarkdown(source, 'a.md');
    expect(markdown).toBe('Do it.\n\nDone.\n');
    expect(folded).toEqual([{ summary: 'Tip', text: 'Try `ls`.' }]);
  });

  it.each([
    ['Open {{TRAFFIC_HOST1_80}}', 1, /TRAFFIC_HOST1_80.*no such address/],
    ['a\n![logo](./logo.png)', 2, /picture/],
    ['<iframe src="x">', 1, /HTML/],
    ['`ls`{{exec interrupt}}', 1, /as if typed/],
    ['```\nls\n```{{execute T2}}', 3, /as if typed/],
  ])('reports %j with its line', (source, line, message) => {
    const { notes } = convertMarkdown(source, 'a.md');
    expect(notes).toEqual([
      { kind: expect.any(String), place: `a.md:${line}`, message: expect.stringMatching(message) },
    ]);
  });

  it('takes no placeholder for HTML', () => {
    expect(convertMarkdown('`kubectl delete pod <pod>` says <none>', 'a.md').notes).toEqual([]);
  });

  it.each([
    '<details>'.repeat(2000),
    '`'.repeat(50_000),
    '{{'.repeat(20_000),
    '<summary>'.repeat(5000),
    '<b>'.repeat(20_000),
    `<b>${' '.repeat(50_000)}`,
    '<a href="'.repeat(5000),
    '<a '.repeat(30_000),
  ])('comes to an end with a hostile page', (source) => {
    expect(convertMarkdown(source, 'a.md').markdown.length).toBeGreaterThan(0);
  });
});
