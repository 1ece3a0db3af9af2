/** Cuts keystrokes into messages of at most `maxBytes`; the bytes stay in order and none is lost. */
export function splitInput(bytes: Uint8Array, maxBytes: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += maxBytes) {
    parts.push(bytes.subarray(start, start + maxBytes));
  }
  return parts;
}
