/** Part of every platform; its declaration is not in the ES library. */
declare const TextDecoder: new (
  label: string,
  options: { ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of UTF-8 bytes, a byte order mark with them; what is not UTF-8 becomes U+FFFD, as in Go. */
export function decodeText(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
