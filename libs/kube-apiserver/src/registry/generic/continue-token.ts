import { posix } from 'node:path';
import { JsonSyntaxError, parseJson } from '@drillyard/kube-schema';
import { badRequest } from '../../status-error.js';

/** Where a list goes on: the state it reads, and the first key that was not sent yet. */
export interface ContinueToken {
  readonly resourceVersion: number;
  readonly start: string;
}

/** Opaque to clients; the same JSON upstream puts in it (apiserver `storage/continue.go`). */
export function encodeContinue({ resourceVersion, start }: ContinueToken): string {
  const token = { v: 'meta.k8s.io/v1', rv: resourceVersion, start };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** Throws 400 where the token was not made by {@link encodeContinue}. */
export function decodeContinue(text: string): ContinueToken {
  const { v, rv, start } = parseToken(text);
  if (v !== 'meta.k8s.io/v1') {
    throw notValid(`: server does not recognize this encoded version ${v}`);
  }
  if (!Number.isSafeInteger(rv) || rv === 0) {
    throw notValid(': incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  }
  if (start === '') throw notValid(': encoded start key empty (version meta.k8s.io/v1)');
  const key = start.startsWith('/') ? start : `/${start}`;
  if (posix.normalize(key) !== key) throw notValid(`: ${start}`);
  return { resourceVersion: rv, start };
}

function parseToken(text: string): { v: string; rv: number; start: string } {
  const illegal = illegalBase64At(text);
  if (illegal !== undefined) throw notValid(`: illegal base64 data at input byte ${illegal}`);
  try {
    // Byte by byte, as Go's decoder quotes the first it does not understand.
    const token = parseJson(Buffer.from(text, 'base64url').toString('latin1')).value;
    const { v = '', rv = 0, start = '' } = Object(token);
    return { v: String(v), rv: Number(rv), start: Buffer.from(String(start), 'latin1').toString() };
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw notValid(`: ${error.message}`);
    throw error;
  }
}

/** Where Go's decoder of unpadded base64 gives up. */
function illegalBase64At(text: string): number | undefined {
  const at = text.search(/[^A-Za-z0-9_-]/);
  if (at >= 0) return at;
  return text.length % 4 === 1 ? text.length - 1 : undefined;
}

function notValid(why: string) {
  return badRequest(`invalid continue token: continue key is not valid${why}`);
}
