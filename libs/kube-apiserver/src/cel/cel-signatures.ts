import {
  bool,
  bytes,
  type DeclaredType,
  double,
  duration,
  dyn,
  int,
  listOf,
  mapOf,
  nullType,
  string,
  timestamp,
  typeType,
  uint,
} from './cel-type.js';

/** One way to call a function: a method has what it is called on as its first argument. */
export interface Overload {
  readonly isMethod: boolean;
  readonly args: readonly DeclaredType[];
  readonly result: DeclaredType;
}

/**
 * What may be called, a line for each function: its name, then its overloads as `arguments:result`
 * with a dot behind the target of a method. b bool, i int, u uint, d double, s string, y bytes,
 * t timestamp, D duration, n null, T type, * dyn, A B what is left open, [A] a list, {A B} a map,
 * and a capital letter and a colon before it for an opaque type of Kubernetes.
 */
const table = `
!_ b:b
-_ i:i d:d
_+_ ii:i uu:u dd:d ss:s yy:y [A][A]:[A] tD:t Dt:t DD:D
_-_ ii:i uu:u dd:d tt:D tD:t DD:D
_*_ ii:i uu:u dd:d
_/_ ii:i uu:u dd:d
_%_ ii:i uu:u
_==_ AA:b
_!=_ AA:b
_<_ bb:b ii:b uu:b dd:b iu:b ui:b id:b di:b ud:b du:b ss:b yy:b tt:b DD:b
_<=_ bb:b ii:b uu:b dd:b iu:b ui:b id:b di:b ud:b du:b ss:b yy:b tt:b DD:b
_>_ bb:b ii:b uu:b dd:b iu:b ui:b id:b di:b ud:b du:b ss:b yy:b tt:b DD:b
_>=_ bb:b ii:b uu:b dd:b iu:b ui:b id:b di:b ud:b du:b ss:b yy:b tt:b DD:b
_&&_ bb:b
_||_ bb:b
_?_:_ bAA:A
_[_] [A]i:A {AB}A:B
@in A[A]:b A{AB}:b
@not_strictly_false b:b
size s:i y:i [A]:i {AB}:i s.:i y.:i [A].:i {AB}.:i
bool b:b s:b
bytes y:y s:y
double d:d i:d u:d s:d
int i:i u:i d:i s:i t:i
uint u:u i:u d:u s:u
string s:s b:s i:s u:s d:s y:s t:s D:s
timestamp t:t s:t i:t
duration D:D s:D
dyn A:*
type A:T
contains s.s:b
startsWith s.s:b
endsWith s.s:b
matches s.s:b ss:b
getFullYear t.:i t.s:i
getMonth t.:i t.s:i
getDate t.:i t.s:i
getDayOfMonth t.:i t.s:i
getDayOfWeek t.:i t.s:i
getDayOfYear t.:i t.s:i
getHours t.:i t.s:i D.:i
getMinutes t.:i t.s:i D.:i
getSeconds t.:i t.s:i D.:i
getMilliseconds t.:i t.s:i D.:i
charAt s.i:s
indexOf s.s:i s.si:i [A].A:i
lastIndexOf s.s:i s.si:i [A].A:i
lowerAscii s.:s
upperAscii s.:s
replace s.ss:s s.ssi:s
split s.s:[s] s.si:[s]
substring s.i:s s.ii:s
trim s.:s
join [s].:s [s].s:s
isSorted [A].:b
sum [i].:i [u].:u [d].:d [D].:D
min [A].:A
max [A].:A
isURL s:b
isQuantity s:b
isIP s:b
isCIDR s:b
`;

const scalars: Readonly<Record<string, DeclaredType>> = {
  b: bool,
  i: int,
  u: uint,
  d: double,
  s: string,
  y: bytes,
  t: timestamp,
  D: duration,
  n: nullType,
  T: typeType,
  '*': dyn,
};

/** The functions an expression may call, by name. */
export const signatures: ReadonlyMap<string, readonly Overload[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...overloads] = line.split(' ');
      return [name, overloads.map(readOverload)];
    }),
);

/** Functions of upstream's libraries (apiserver `pkg/cel/library`) that are not among them. */
export const notEvaluated: ReadonlySet<string> = new Set([
  ...['quantity', 'url', 'ip', 'cidr', 'semver', 'isSemver', 'format', 'validate', 'authorizer'],
  ...['of', 'none', 'ofNonZeroValue', 'orValue', 'optMap', 'optFlatMap', 'hasValue', 'value', 'or'],
  ...['contains', 'equivalent', 'intersects', 'transformList', 'transformMap', 'all', 'exists'],
  ...['find', 'findAll', 'existsOne', 'exists_one', 'dns1123Label', 'named'],
]);

/** Types by name, which are values too: `type(self) == string`. */
export const typeNames: ReadonlySet<string> = new Set([
  ...['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint'],
]);

function readOverload(text: string): Overload {
  const at = text.lastIndexOf(':');
  const written = text.slice(0, at);
  return {
    isMethod: written.includes('.'),
    args: readTypes(written.replace('.', '')),
    result: readTypes(text.slice(at + 1))[0] ?? dyn,
  };
}

function readTypes(text: string): DeclaredType[] {
  const types: DeclaredType[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '[' || letter === '{') {
      const end = text.indexOf(letter === '[' ? ']' : '}', at);
      const [first = dyn, second = dyn] = readTypes(text.slice(at + 1, end));
      types.push(letter === '[' ? listOf(first) : mapOf(first, second));
      at = end;
    } else types.push(scalars[letter] ?? { kind: 'parameter', name: letter });
  }
  return types;
}
