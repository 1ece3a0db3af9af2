import type { KubeObject } from '@drillyard/kube-objects';
import { serialize } from '@drillyard/kube-schema';

/**
 * Characters of all texts that one cluster keeps: the objects of a lab several times over. A
 * cluster that nobody reads keeps none, and one that is read without end starts over here.
 */
const charactersMax = 2 * 1024 * 1024;

/**
 * The JSON of stored objects, written once however often they are read. It is kept for as long as
 * its object is, which is frozen, so it never has to be looked after.
 */
export class ObjectTexts {
  private items = new WeakMap<KubeObject, string>();
  private characters = 0;

  /** As a typed list has it: without kind and apiVersion. */
  item(object: KubeObject): string {
    const known = this.items.get(object);
    if (known !== undefined) return known;
    const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
    const text = serialize(rest).trimEnd();
    this.keep(object, text);
    return text;
  }

  /** The object by itself; `serialize`'s text, with its line feed. */
  whole(object: KubeObject): string {
    const [first, second, third] = Object.keys(object);
    // Where they come first, as in everything but custom resources, the rest is a list's item.
    if (first !== 'kind' || second !== 'apiVersion' || third === undefined) {
      return serialize(object);
    }
    const { kind, apiVersion } = object;
    return `${serialize({ kind, apiVersion }).slice(0, -2)},${this.item(object).slice(1)}\n`;
  }

  /** A typed list with these items: what `serialize` makes of it. */
  list(head: { readonly kind: string; readonly apiVersion: string; readonly metadata: object }) {
    const open = serialize(head).slice(0, -2);
    return (objects: readonly KubeObject[]): string =>
      `${open},"items":[${objects.map((object) => this.item(object)).join(',')}]}\n`;
  }

  private keep(object: KubeObject, text: string): void {
    // What is not stored may still change, and is not read again.
    if (!Object.isFrozen(object) || text.length > charactersMax) return;
    if (this.characters + text.length > charactersMax) {
      this.items = new WeakMap();
      this.characters = 0;
    }
    this.items.set(object, text);
    this.characters += text.length;
  }
}
