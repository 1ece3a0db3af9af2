import { cloneJson, isJsonObject, jsonEquals } from '../json-value.js';
import { PatchError } from '../patch-error.js';
import { type Container, containerOf } from './container.js';
import type { JsonPatchOperation } from './decode-json-patch.js';

/** Bytes that `copy` operations of one patch may add (apiserver `JSONPatchMaxCopyBytes`). */
const copiedBytesMax = 3 * 1024 * 1024;

interface Target {
  readonly container: Container;
  readonly key: string;
}

/**
 * Applies a JSON patch (RFC 6902) with upstream's liberties (evanphx/json-patch 4): negative
 * indices count from the end, `replace` of a member that is not there adds it. Throws
 * {@link PatchError} with the first operation that fails. Inputs are left as they are.
 */
export function applyJsonPatch(
  original: unknown,
  operations: readonly JsonPatchOperation[],
): unknown {
  const patched = new PatchedDocument(cloneJson(original));
  for (const operation of operations) patched.apply(operation);
  return patched.document;
}

class PatchedDocument {
  private copiedBytes = 0;

  constructor(public document: unknown) {}

  apply(operation: JsonPatchOperation): void {
    if (operation.op === 'add') this.add(operation);
    else if (operation.op === 'remove') this.remove(operation);
    else if (operation.op === 'replace') this.replace(operation);
    else if (operation.op === 'move') this.move(operation);
    else if (operation.op === 'test') this.test(operation);
    else if (operation.op === 'copy') this.copy(operation);
    else throw failed(`Unexpected kind: ${operation.op ?? 'unknown'}`);
  }

  private add({ path, value }: JsonPatchOperation): void {
    if (path === undefined) throw failed('add operation failed to decode path: missing value');
    const target = this.find(path);
    if (!target) throw missing(`add operation does not apply: doc is missing path: "${path}"`);
    during(`error in add for path: '${path}'`, () => {
      target.container.add(target.key, cloneJson(value ?? null));
    });
  }

  private remove({ path }: JsonPatchOperation): void {
    if (path === undefined) throw failed('remove operation failed to decode path: missing value');
    const target = this.find(path);
    if (!target) throw missing(`remove operation does not apply: doc is missing path: "${path}"`);
    during(`error in remove for path: '${path}'`, () => target.container.remove(target.key));
  }

  private replace({ path, value }: JsonPatchOperation): void {
    if (path === undefined) throw pathMissing('replace');
    if (path === '') {
      if (!Array.isArray(value) && !isJsonObject(value)) {
        throw failed('replace operation value must be object or array: %!w(<nil>)');
      }
      this.document = cloneJson(value);
      return;
    }
    const target = this.find(path);
    if (!target) throw missing(`replace operation does not apply: doc is missing path: ${path}`);
    try {
      target.container.get(target.key);
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      throw missing(`replace operation does not apply: doc is missing key: ${path}`);
    }
    target.container.set(target.key, cloneJson(value ?? null));
  }

  private move({ from, path }: JsonPatchOperation): void {
    if (from === undefined) throw fromMissing('move');
    const source = this.find(from);
    if (!source) throw missing(`move operation does not apply: doc is missing from path: ${from}`);
    const value = during(`error in move for path: '${source.key}'`, () => {
      const found = source.container.get(source.key);
      source.container.remove(source.key);
      return found;
    });
    if (path === undefined) throw pathMissing('move');
    const target = this.find(path);
    if (!target) {
      throw missing(`move operation does not apply: doc is missing destination path: ${path}`);
    }
    during(`error in move for path: '${path}'`, () => {
      target.container.add(target.key, value ?? null);
    });
  }

  private test({ path, value }: JsonPatchOperation): void {
    if (path === undefined) throw pathMissing('test');
    const target = path === '' ? undefined : this.find(path);
    if (path !== '' && !target) {
      throw missing(`test operation does not apply: is missing path: ${path}`);
    }
    const found = target
      ? during(`error in test for path: '${path}'`, () => target.container.get(target.key))
      : this.document;
    if (jsonEquals(found ?? null, value ?? null)) return;
    throw failed(`testing value ${path} failed: test failed`);
  }

  private copy({ from, path }: JsonPatchOperation): void {
    if (from === undefined) throw fromMissing('copy');
    const source = this.find(from);
    if (!source) throw missing(`copy operation does not apply: doc is missing from path: ${from}`);
    const value = during(`error in copy for from: '${from}'`, () => {
      return source.container.get(source.key);
    });
    if (path === undefined) throw failed('copy operation failed to decode path: missing value');
    const target = this.find(path);
    if (!target) {
      throw missing(`copy operation does not apply: doc is missing destination path: ${path}`);
    }
    this.countCopied(value);
    during('error while adding value during copy', () => {
      target.container.add(target.key, cloneJson(value ?? null));
    });
  }

  private countCopied(value: unknown): void {
    this.copiedBytes += value === undefined ? 0 : JSON.stringify(value).length;
    if (this.copiedBytes <= copiedBytesMax) return;
    throw failed(
      'Unable to complete the copy, the accumulated size increase of copy is ' +
        `${this.copiedBytes}, exceeding the limit ${copiedBytesMax}`,
    );
  }

  /** The container a JSON pointer (RFC 6901) leads into, and the last key; what precedes the first slash counts for nothing. */
  private find(path: string): Target | undefined {
    const [, ...tokens] = path.split('/').map(unescapeToken);
    const key = tokens.pop();
    if (key === undefined) return undefined;
    let container = containerOf(this.document);
    for (const token of tokens) container = container?.child(token);
    return container && { container, key };
  }
}

function unescapeToken(token: string): string {
  return token.replace(/~[01]/g, (escaped) => (escaped === '~1' ? '/' : '~'));
}

function during<T>(context: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof PatchError) throw failed(`${context}: ${error.message}`);
    throw error;
  }
}

function failed(message: string): PatchError {
  return new PatchError(message, 422);
}

function missing(message: string): PatchError {
  return failed(`${message}: missing value`);
}

function pathMissing(op: string): PatchError {
  return missing(`${op} operation failed to decode path: operation missing path field`);
}

function fromMissing(op: string): PatchError {
  return missing(`${op} operation failed to decode from: operation, missing from field`);
}
