import { Errno } from '../kernel/errno.js';
import type { Process } from '../kernel/process.js';
import type { HttpRequest, HttpResponse } from './http.js';

const page = (server: string) => `<!DOCTYPE html>
<html>
<head>
<title>Welcome to ${server}!</title>
</head>
<body>
<h1>Welcome to ${server}!</h1>
</body>
</html>
`;

/** A file below the root, or the page everybody knows where there is none. */
export function fileAt(process: Process, root: string, path: string, server: string): HttpResponse {
  const { files } = process.kernel;
  const wanted = `${root}${path}${path.endsWith('/') ? 'index.html' : ''}`;
  const type = 'text/html';
  try {
    return {
      status: 200,
      body: Buffer.from(files.readFile(process, wanted)).toString('utf8'),
      type,
    };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'EACCES') return { status: 403, body: '403 Forbidden\n', type };
    if (path === '/' || path === '/index.html') return { status: 200, body: page(server), type };
    return { status: 404, body: `<html><h1>404 Not Found</h1><hr>${server}</html>\n`, type };
  }
}

/** A line of the log that web servers write. */
export function accessLine(
  process: Process,
  request: HttpRequest,
  { status, body }: HttpResponse,
): string {
  const at = process.kernel
    .now()
    .toUTCString()
    .replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1/$2/$3:$4 +0000');
  return `${request.from} - - [${at}] "${request.method} ${request.path} HTTP/1.1" ${status} ${Buffer.byteLength(body)} "-" "${request.userAgent}" "-"\n`;
}
