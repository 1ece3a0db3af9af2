import type { Process } from '../kernel/process.js';
import { sizeOf } from '../vfs/inode.js';
import { canExecute, canRead, canWrite } from '../vfs/permission.js';
import { ShellError } from './shell-error.js';

/**
 * What `test` and `[` say to their words (test(1)).
 *
 * @throws ShellError for words that are no expression
 */
export function testWords(process: Process, words: readonly string[]): boolean {
  const left = [...words];
  const result = either(process, left);
  if (left.length > 0) throw new ShellError(`${left[0]}: unexpected operator`, 2);
  return result;
}

function either(process: Process, words: string[]): boolean {
  let result = both(process, words);
  while (words[0] === '-o') {
    words.shift();
    const other = both(process, words);
    result ||= other;
  }
  return result;
}

function both(process: Process, words: string[]): boolean {
  let result = single(process, words);
  while (words[0] === '-a') {
    words.shift();
    const other = single(process, words);
    result &&= other;
  }
  return result;
}

function single(process: Process, words: string[]): boolean {
  const [first, second, third] = words;
  if (first === undefined) return false;
  if (second !== undefined && third !== undefined && comparisons.has(second)) {
    words.splice(0, 3);
    return compare(process, first, second, third);
  }
  if (first === '!' && words.length > 1) {
    words.shift();
    return !single(process, words);
  }
  if (first === '(' && words.length > 2) {
    words.shift();
    const result = either(process, words);
    if (words.shift() !== ')') throw new ShellError('closing paren expected', 2);
    return result;
  }
  if (second !== undefined && /^-[a-zA-Z]$/.test(first)) {
    words.splice(0, 2);
    return unary(process, first, second);
  }
  words.shift();
  return first !== '';
}

const numeric: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};
const comparisons = new Set([
  ...Object.keys(numeric),
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-nt',
  '-ot',
  '-ef',
]);

function compare(process: Process, left: string, operator: string, right: string): boolean {
  const byNumber = numeric[operator];
  if (byNumber) return byNumber(number(left), number(right));
  if (operator === '=' || operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  const { files } = process.kernel;
  const [a, b] = [files.find(process, left), files.find(process, right)];
  if (operator === '-ef') return a !== undefined && a.inode === b?.inode;
  const [older, newer] = operator === '-nt' ? [b, a] : [a, b];
  return (newer?.inode.modifiedMs ?? -1) > (older?.inode.modifiedMs ?? -1);
}

function number(word: string): number {
  if (!/^\s*[+-]?\d+\s*$/.test(word)) throw new ShellError(`${word}: bad number`, 2);
  return Number(word);
}

function unary(process: Process, operator: string, word: string): boolean {
  if (operator === '-n') return word !== '';
  if (operator === '-z') return word === '';
  if (operator === '-t') return process.files.get(Number(word))?.terminal !== undefined;
  const { files } = process.kernel;
  const follow = operator !== '-L' && operator !== '-h';
  const place = files.find(process, word, follow);
  if (!place) return false;
  const { inode } = place;
  switch (operator) {
    case '-d':
      return inode.kind === 'folder';
    case '-f':
      return inode.kind === 'file';
    case '-L':
    case '-h':
      return inode.kind === 'link';
    case '-c':
      return inode.kind === 'device';
    case '-s':
      return sizeOf(inode) > 0;
    case '-r':
      return files.may(process, place, canRead);
    case '-w':
      return files.may(process, place, canWrite);
    case '-x':
      return files.may(process, place, canExecute);
    case '-u':
      return (inode.mode & 0o4000) !== 0;
    case '-g':
      return (inode.mode & 0o2000) !== 0;
    case '-k':
      return (inode.mode & 0o1000) !== 0;
    case '-O':
      return inode.uid === process.credentials.uid;
    case '-G':
      return inode.gid === process.credentials.gid;
    default:
      return operator === '-e' || operator === '-a';
  }
}
