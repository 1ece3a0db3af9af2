import { describe, expect, it } from 'vitest';
import { formatEvent, formatHeader, parseEvent, parseHeader } from './asciicast.js';

describe('asciicast v2', () => {
  it('writes and reads a header', () => {
    const header = { cols: 80, rows: 24, startedAtSeconds: 1_700_000_000 };
    expect(JSON.parse(formatHeader(header))).toEqual({
      ...{ version: 2, width: 80, height: 24, timestamp: 1_700_000_000 },
      env: { TERM: 'xterm-256color' },
    });
    expect(parseHeader(formatHeader(header))).toEqual(header);
  });

  it.each([
    [
      { type: 'output', seconds: 1.5, text: '\u001b[1m世界\r\n' },
      '[1.5,"o","\\u001b[1m世界\\r\\n"]\n',
    ],
    [{ type: 'resize', seconds: 0.1234567, cols: 132, rows: 43 }, '[0.123457,"r","132x43"]\n'],
  ] as const)('writes %j', (event, line) => {
    expect(formatEvent(event)).toBe(line);
    expect(parseEvent(line)).toMatchObject({ ...event, seconds: expect.closeTo(event.seconds, 6) });
  });

  it.each(['', '[1,"o","ab', '{"version":2}', '[1,"i","x"]', '[1,"r","wide"]', '["1","o","x"]'])(
    'reads no event from %s',
    (line) => expect(parseEvent(line)).toBeUndefined(),
  );

  it.each(['', '{', '[]', '{"version":1,"width":80,"height":24}', '{"version":2}'])(
    'reads no header from %s',
    (line) => expect(parseHeader(line)).toBeUndefined(),
  );
});
