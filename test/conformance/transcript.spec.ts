import { describe, expect, it } from 'vitest';
import { parseTranscript, renderOutput, renderTranscript } from './transcript.js';

const text = `# A topic

\`\`\`yaml role.yaml
kind: Role
\`\`\`

\`\`\`console
$ kubectl get \\
>   pods
NAME
! Warning: old
[exit 1]
$ true
\`\`\`

\`\`\`
$ not a step
\`\`\`
`;

describe('parseTranscript', () => {
  it('finds prose, files and steps', () => {
    const parts = parseTranscript(text);
    expect(parts.map(({ kind }) => kind)).toEqual(['prose', 'file', 'prose', 'console', 'prose']);
    expect(parts[1]).toMatchObject({ file: { name: 'role.yaml', text: 'kind: Role\n' } });
    expect(parts[3]).toEqual({
      kind: 'console',
      steps: [
        {
          command: 'kubectl get \\\n  pods',
          expected: ['NAME', '! Warning: old', '[exit 1]'],
        },
        { command: 'true', expected: [] },
      ],
    });
  });

  it('is undone by renderTranscript', () => {
    expect(renderTranscript(parseTranscript(text))).toBe(text);
  });

  it.each([
    ['```console\n$ true\n', 'line 1: this block is not closed'],
    ['# A\n```console\nlost\n```\n', 'line 3: output without a command'],
  ])('names the line of a mistake in %j', (mistaken, message) => {
    expect(() => parseTranscript(mistaken)).toThrow(message);
  });
});

describe('renderOutput', () => {
  it('marks stderr and the exit code, and keeps output apart from its own marks', () => {
    const lines = renderOutput({ stdout: 'a\n$ b\n! c\n', stderr: 'no\n', exitCode: 2 });
    expect(lines).toEqual(['a', '\\$ b', '\\! c', '! no', '[exit 2]']);
  });

  it('is read back as the same lines', () => {
    const output = { stdout: '> quoted\n```\n[exit 3]\n', stderr: '', exitCode: 0 };
    const step = { command: 'x', expected: renderOutput(output) };
    const rendered = renderTranscript([{ kind: 'console', steps: [step] }]);
    expect(parseTranscript(rendered)).toEqual([{ kind: 'console', steps: [step] }]);
  });
});
