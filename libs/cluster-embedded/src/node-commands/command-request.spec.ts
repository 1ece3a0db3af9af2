import { expect, it } from 'vitest';
import { parseCommandRequest } from './command-request.js';

it.each<[words: readonly string[], result: unknown]>([
  [['1', '', 'crictl', 'ps'], { command: 'crictl', args: ['ps'], isTerminal: false }],
  [['0', '1', 'kubeadm'], { command: 'kubeadm', args: [], isTerminal: true }],
  [['2', '', 'crictl', '', 'a b'], { command: 'crictl', args: ['', 'a b'], isTerminal: false }],
  [['2', '', 'crictl', 'logs'], 'incomplete'],
  [['1'], 'incomplete'],
  [['0', '', 'crictl', 'too much'], undefined],
  [['x', '', 'crictl'], undefined],
  [['9999', '', 'crictl'], undefined],
  [['513', '', 'crictl'], undefined],
  [['GET / HTTP/1.1', '', ''], undefined],
])('reads %j', (words, result) => {
  expect(parseCommandRequest(words.map((word) => `${word}\0`).join(''))).toEqual(result);
});
