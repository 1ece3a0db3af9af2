import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { toTextLine } from './text-log.js';

it.each([
  ['what happened', (log: pino.Logger) => log.info('closing'), 'closing\n'],
  [
    'facts',
    (log: pino.Logger) => log.info({ labs: 2, names: ['a'] }, 'read'),
    'read labs=2 names=["a"]\n',
  ],
  ['a cause', (log: pino.Logger) => log.error({ err: new Error('no') }, 'failed'), 'failed: no\n'],
  ['no request', (log: pino.Logger) => log.info({ path: '/' }, 'request'), undefined],
])('says %s', (_, write, line) => {
  let record = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      record += chunk;
      done();
    },
  });
  write(pino(stream));
  expect(toTextLine(record)?.replace(/ hostname=\S+/, '')).toBe(line);
});
