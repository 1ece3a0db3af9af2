import { describe, expect, it } from 'vitest';
import { OutputCursor } from './output-cursor';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

describe('OutputCursor', () => {
  it('clears the screen on the first attach and asks for nothing before it', () => {
    const cursor = new OutputCursor(10);
    expect(cursor.received).toBeUndefined();
    expect(cursor.attach(100, false)).toBe('clear');
    expect(cursor.received).toBe(100);
  });

  it('goes on where it was', () => {
    const cursor = new OutputCursor(10);
    cursor.attach(0, true);
    cursor.receive(bytes('hello'));
    expect(cursor.received).toBe(5);
    expect(cursor.attach(5, false)).toBe('continue');
    expect(text(cursor.receive(bytes(' you')).fresh)).toBe(' you');
    expect(cursor.received).toBe(9);
  });

  it('drops what the server repeats, over several frames', () => {
    const cursor = new OutputCursor(10);
    cursor.attach(0, true);
    cursor.receive(bytes('hello'));
    expect(cursor.attach(1, false)).toBe('continue');
    expect(text(cursor.receive(bytes('ell')).fresh)).toBe('');
    expect(text(cursor.receive(bytes('o!')).fresh)).toBe('!');
    expect(cursor.received).toBe(6);
  });

  it.each([
    ['a hole in the output', 9, false],
    ['the server asks for it', 2, true],
  ])('clears the screen on %s', (_why, offset, reset) => {
    const cursor = new OutputCursor(10);
    cursor.attach(0, true);
    cursor.receive(bytes('hello'));
    expect(cursor.attach(offset, reset)).toBe('clear');
    expect(cursor.received).toBe(offset);
    expect(text(cursor.receive(bytes('x')).fresh)).toBe('x');
  });

  it('acknowledges what was drawn, every so many bytes', () => {
    const cursor = new OutputCursor(4);
    cursor.attach(10, true);
    const first = cursor.receive(bytes('abc')).mark;
    const second = cursor.receive(bytes('de')).mark;
    const third = cursor.receive(bytes('f')).mark;
    expect(cursor.drew(first)).toBeUndefined();
    expect(cursor.hasDrawn(13)).toBe(true);
    expect(cursor.hasDrawn(14)).toBe(false);
    expect(cursor.drew(second)).toBe(15);
    expect(cursor.drew(third)).toBeUndefined();
  });

  it('ignores what was drawn on an earlier screen', () => {
    const cursor = new OutputCursor(1);
    cursor.attach(0, true);
    const late = cursor.receive(bytes('abcdef')).mark;
    cursor.attach(2, true);
    expect(cursor.drew(late)).toBeUndefined();
    expect(cursor.hasDrawn(3)).toBe(false);
  });
});
