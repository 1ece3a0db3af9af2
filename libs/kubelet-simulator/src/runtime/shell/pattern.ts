/** A pattern of a shell, in pieces: what was quoted stands for itself. */
export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

type Token = string | { readonly star: true } | { readonly set: string; readonly negated: boolean };

/** More is not looked at: one match takes at most so many steps for each character. */
const tokensMax = 256;

export function isPattern(pieces: readonly Piece[]): boolean {
  return pieces.some(({ text, quoted }) => !quoted && /[*?[]/.test(text));
}

/** Compiled once, matched often; each match takes time in proportion to text and pattern. */
export function compilePattern(pieces: readonly Piece[]): (text: string) => boolean {
  const tokens = pieces.flatMap(({ text, quoted }) => (quoted ? [...text] : tokensOf(text)));
  return (text) => tokens.length <= tokensMax && matches(tokens, [...text]);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '*') tokens.push({ star: true });
    else if (character === '?') tokens.push({ set: '', negated: true });
    else if (character === '[') {
      const end = text.indexOf(']', at + 2);
      if (end < 0) tokens.push(character);
      else {
        tokens.push(setOf(text.slice(at + 1, end)));
        at = end;
      }
    } else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      tokens.push(text[at] ?? '');
    } else tokens.push(character);
  }
  return tokens;
}

const classes: Readonly<Record<string, string>> = {
  '[:digit:]': '0-9',
  '[:lower:]': 'a-z',
  '[:upper:]': 'A-Z',
  '[:alpha:]': 'a-zA-Z',
  '[:alnum:]': 'a-zA-Z0-9',
  '[:space:]': ' \t\n\r',
};

function setOf(inside: string): Token {
  const negated = /^[!^]/.test(inside);
  const text = (negated ? inside.slice(1) : inside).replace(
    /\[:\w+:\]/g,
    (name) => classes[name] ?? '',
  );
  return { set: text, negated };
}

function isIn(set: string, character: string): boolean {
  for (let at = 0; at < set.length; at++) {
    if (set[at + 1] === '-' && at + 2 < set.length) {
      if (character >= (set[at] ?? '') && character <= (set[at + 2] ?? '')) return true;
      at += 2;
    } else if (set[at] === character) return true;
  }
  return false;
}

function matches(tokens: readonly Token[], text: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (typeof wanted === 'object' && 'star' in wanted) {
      starToken = token++;
      starAt = at;
    } else if (wanted !== undefined && fits(wanted, text[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (starToken >= 0) {
      token = starToken + 1;
      at = ++starAt;
    } else return false;
  }
  return tokens.slice(token).every((left) => typeof left === 'object' && 'star' in left);
}

function fits(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character;
  return 'set' in token && isIn(token.set, character) !== token.negated;
}
