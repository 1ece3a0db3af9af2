/**
 * The headers of an answer that `curl -i` printed: names in lower case (HTTP/2 sends them so,
 * HTTP/1.1 does not), in order of name, without what depends on the moment or the connection.
 */
const statusLine = /^HTTP\/[\d.]+ \d{3}/;
const left = new Set(['date', 'content-length', 'transfer-encoding', 'connection']);

export function normaliseHeaders(text: string): string {
  const out: string[] = [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    out.push(line);
    at += 1;
    if (!statusLine.test(line)) continue;
    const end = lines.indexOf('', at);
    const headers = lines.slice(at, end < 0 ? lines.length : end).map(lowerName);
    out.push(...headers.filter((header) => !left.has(header.split(':', 1)[0] ?? '')).sort());
    at += headers.length;
  }
  return out.join('\n');
}

function lowerName(header: string): string {
  const colon = header.indexOf(':');
  return header.slice(0, colon).toLowerCase() + header.slice(colon);
}
