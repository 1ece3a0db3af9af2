import { isJsonObject, type JsonObject, memberOf, setMember } from '../json-value.js';
import { PatchError } from '../patch-error.js';

/** An object or a list as the operations of a JSON patch see it. Mistakes throw {@link PatchError}. */
export interface Container {
  /** Undefined for a member an object does not have; a list refuses such an index. */
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  add(key: string, value: unknown): void;
  remove(key: string): void;
  child(key: string): Container | undefined;
}

export function containerOf(value: unknown): Container | undefined {
  if (Array.isArray(value)) return new ListContainer(value);
  return isJsonObject(value) ? new ObjectContainer(value) : undefined;
}

class ObjectContainer implements Container {
  constructor(private readonly object: JsonObject) {}

  get(key: string): unknown {
    return memberOf(this.object, key);
  }

  set(key: string, value: unknown): void {
    setMember(this.object, key, value);
  }

  add(key: string, value: unknown): void {
    setMember(this.object, key, value);
  }

  remove(key: string): void {
    if (!Object.hasOwn(this.object, key)) {
      throw new PatchError(`Unable to remove nonexistent key: ${key}: missing value`, 422);
    }
    delete this.object[key];
  }

  child(key: string): Container | undefined {
    return containerOf(this.get(key));
  }
}

class ListContainer implements Container {
  constructor(private readonly list: unknown[]) {}

  get(key: string): unknown {
    return this.list[this.index(key, this.list.length)];
  }

  set(key: string, value: unknown): void {
    this.list[this.index(key, this.list.length)] = value;
  }

  add(key: string, value: unknown): void {
    if (key === '-') {
      this.list.push(value);
      return;
    }
    const proper = `value was not a proper array index: '${key}': `;
    this.list.splice(this.index(key, this.list.length + 1, proper), 0, value);
  }

  remove(key: string): void {
    this.list.splice(this.index(key, this.list.length), 1);
  }

  child(key: string): Container | undefined {
    try {
      return containerOf(this.get(key));
    } catch (error) {
      if (error instanceof PatchError) return undefined;
      throw error;
    }
  }

  /** An index below the length; a negative one counts from the end. */
  private index(key: string, length: number, context = ''): number {
    if (!/^[+-]?\d+$/.test(key)) {
      const syntax = `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`;
      throw new PatchError(context + syntax, 422);
    }
    const index = Number(key);
    if (index >= length || index < -length) {
      throw new PatchError(
        `Unable to access invalid index: ${index}: invalid index referenced`,
        422,
      );
    }
    return index < 0 ? index + length : index;
  }
}
