/** Part of every platform; its declaration is not in the ES library. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const utf8 = new TextEncoder();

/** The UTF-8 bytes of a text; half of a surrogate pair becomes U+FFFD. */
export function encodeText(text: string): Uint8Array {
  return utf8.encode(text);
}
