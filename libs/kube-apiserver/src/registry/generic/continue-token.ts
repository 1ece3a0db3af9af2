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
  try {
    const { v, rv, start } = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (v === 'meta.k8s.io/v1' && Number.isSafeInteger(rv) && rv > 0 && typeof start === 'string') {
      return { resourceVersion: rv, start };
    }
  } catch {
    // Not base64, or not JSON: refused below like any other token that is not ours.
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: incorrect encoded continue token',
  );
}
